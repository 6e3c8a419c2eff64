import { create } from 'qrcode/lib/core/qrcode.js';

/** A text as a QR code: the side in modules and one SVG path of its dark ones. */
export function qrPath(text: string): { size: number; path: string } {
  const { size, data } = create([{ data: new TextEncoder().encode(text), mode: 'byte' }], {
    errorCorrectionLevel: 'M',
  }).modules;
  let path = '';
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) if (data[y * size + x]) path += `M${x} ${y}h1v1h-1z`;
  return { size, path };
}
