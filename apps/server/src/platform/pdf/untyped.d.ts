declare module 'wawoff2' {
  /** A woff2 as the plain font that was wrapped in it. */
  export function decompress(woff2: Uint8Array): Promise<Uint8Array>;
}
