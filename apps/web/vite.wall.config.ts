import type { Plugin } from 'vite';
import { lightPage } from './vite.page.config.js';

/** The server speaks websocket only: engine.io's other transports would be carried for nothing. */
const websocketOnly = (): Plugin => ({
  name: 'tallyboard:websocket-only',
  transform: {
    filter: { id: /engine\.io-client\/build\/esm[^/]*\/transports\/index\.js$/ },
    handler: () => `import { WS } from './websocket.js'; export const transports = { websocket: WS };`,
  },
});

/** A television shows it. */
export default lightPage('wall', 60, [websocketOnly()]);
