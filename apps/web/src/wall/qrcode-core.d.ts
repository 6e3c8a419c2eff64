// The encoder without its canvas and PNG writers, which the wall does not need.
declare module 'qrcode/lib/core/qrcode.js' {
  export { create } from 'qrcode';
}
