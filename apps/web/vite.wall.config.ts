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

/** The server speaks websocket only: engine.io's other transports would be carried for nothing. */
const websocketOnly = (): Plugin => ({
  name: 'tallyboard:websocket-only',
  transform: {
    filter: { id: /engine\.io-client\/build\/esm[^/]*\/transports\/index\.js$/ },
    handler: () => `import { WS } from './websocket.js'; export const transports = { websocket: WS };`,
  },
});

/** The wall is a build of its own, after the desk's: it shares no chunk with it and so carries nothing that only the desk needs. */
export default defineConfig({
  plugins: [vue(), websocketOnly(), scriptBudget()],
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
    modulePreload: { polyfill: false },
    rollupOptions: { input: { wall: 'wall.html' } },
  },
});
