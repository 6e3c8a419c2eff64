import { gzipSync } from 'node:zlib';
import vue from '@vitejs/plugin-vue';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

const SCRIPT_LIMIT = 60 * 1024;

/** Fails the build when all that /wall can ever load as script is heavier than a television should carry. */
const scriptBudget = (): Plugin => ({
  name: 'tallyboard:wall-script-budget',
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
    const bytes = chunks.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
    const said = `wall script: ${(bytes / 1024).toFixed(1)} of ${SCRIPT_LIMIT / 1024} KiB gz in ${chunks.length} files`;
    if (bytes > SCRIPT_LIMIT) this.error(`${said}: too heavy`);
    console.info(said);
  },
});

/** The server speaks websocket only, and only text: engine.io's other transports and binary packets would be carried for nothing. */
const LEFT_OUT: readonly [RegExp, string][] = [
  [
    /engine\.io-client\/.*\/transports\/index\.js$/,
    `import { WS } from './websocket.js'; export const transports = { websocket: WS };`,
  ],
  [/engine\.io-client\/.*\/transports\/polling-xhr\.js$/, 'export const [Request, XHR, BaseXHR] = [];'],
  [/socket\.io-parser\/.*\/is-binary\.js$/, 'export const isBinary = () => false, hasBinary = isBinary;'],
  [/socket\.io-parser\/.*\/binary\.js$/, 'export const [deconstructPacket, reconstructPacket] = [];'],
];
const textByWebsocketOnly = (): Plugin => ({
  name: 'tallyboard:text-by-websocket-only',
  transform: {
    filter: { id: LEFT_OUT.map(([id]) => id) },
    handler: (_, id) => LEFT_OUT.find(([pattern]) => pattern.test(id))?.[1],
  },
});

/** The wall is a build of its own, after the desk's: it shares no chunk with it and so carries nothing that only the desk needs. */
export default defineConfig({
  plugins: [vue(), textByWebsocketOnly(), scriptBudget()],
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
  resolve: { conditions: ['@tallyboard/source', ...defaultClientConditions] },
  logLevel: 'warn',
  build: {
    target: 'es2022',
    emptyOutDir: false,
    copyPublicDir: false,
    // One small chunk is loaded later, by a handful of screens: nothing to preload.
    modulePreload: false,
    rollupOptions: { input: { wall: 'wall.html' } },
  },
});
