import type { Plugin } from 'vite';
import { lightPage } from './vite.page.config.js';

/**
 * The server speaks websocket only, and only text: engine.io's other transports and binary packets would be carried for nothing. An address
 * is drawn as the bytes that it is: what a QR code may also be packed as is left out.
 */
const LEFT_OUT: readonly [RegExp, string][] = [
  [
    /engine\.io-client\/.*\/transports\/index\.js$/,
    `import { WS } from './websocket.js'; export const transports = { websocket: WS };`,
  ],
  [/engine\.io-client\/.*\/transports\/polling-xhr\.js$/, 'export const [Request, XHR, BaseXHR] = [];'],
  [/socket\.io-parser\/.*\/is-binary\.js$/, 'export const isBinary = () => false, hasBinary = isBinary;'],
  [/socket\.io-parser\/.*\/binary\.js$/, 'export const [deconstructPacket, reconstructPacket] = [];'],
  [
    /qrcode\/lib\/core\/segments\.js$/,
    `const Bytes = require('./byte-data'); exports.fromArray = (all) => all.map(({ data }) => new Bytes(data));`,
  ],
];
const onlyWhatItNeeds = (): Plugin => ({
  name: 'tallyboard:only-what-it-needs',
  transform: {
    filter: { id: LEFT_OUT.map(([id]) => id) },
    handler: (_, id) => LEFT_OUT.find(([pattern]) => pattern.test(id))?.[1],
  },
});

/** A television shows it. */
export default lightPage('wall', 60, [onlyWhatItNeeds()]);
