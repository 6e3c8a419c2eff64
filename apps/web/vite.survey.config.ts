import { gzipSync } from 'node:zlib';
import vue from '@vitejs/plugin-vue';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

const SCRIPT_LIMIT = 40 * 1024;

/** Fails the build when the page a buyer opens on a phone grows heavy. */
const scriptBudget = (): Plugin => ({
  name: 'tallyboard:survey-script-budget',
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
    const bytes = chunks.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
    const said = `survey script: ${(bytes / 1024).toFixed(1)} of ${SCRIPT_LIMIT / 1024} KiB gz in ${chunks.length} files`;
    if (bytes > SCRIPT_LIMIT) this.error(`${said}: too heavy`);
    console.info(said);
  },
});

/** A buyer's page is a build of its own, like the wall: it shares no chunk with the desk. */
export default defineConfig({
  plugins: [vue(), scriptBudget()],
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
    rollupOptions: { input: { survey: 'survey.html' } },
  },
});
