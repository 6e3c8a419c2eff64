import { gzipSync } from 'node:zlib';
import vue from '@vitejs/plugin-vue';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

/** Fails the build when all that a page can ever load as script is heavier than who opens it should carry. */
const scriptBudget = (page: string, limitKiB: number): Plugin => ({
  name: `tallyboard:${page}-script-budget`,
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
    const kib = chunks.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0) / 1024;
    const said = `${page} script: ${kib.toFixed(1)} of ${limitKiB} KiB gz in ${chunks.length} files`;
    if (kib > limitKiB) this.error(`${said}: too heavy`);
    console.info(said);
  },
});

/** A light page is a build of its own, after the desk's: it shares no chunk with it and so carries nothing that only the desk needs. */
export const lightPage = (page: 'wall' | 'survey', limitKiB: number, plugins: Plugin[] = []) =>
  defineConfig({
    plugins: [vue(), ...plugins, scriptBudget(page, limitKiB)],
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
      // At most one small chunk is loaded later: nothing to preload.
      modulePreload: false,
      rollupOptions: { input: { [page]: `${page}.html` } },
    },
  });

/** While developing one server has all pages, under the addresses that the built one gives them. */
export const lightPagesInDev = (): Plugin => ({
  name: 'tallyboard:light-pages-in-dev',
  configureServer(server) {
    server.middlewares.use((request, _, next) => {
      if (/^\/wall\/?(\?|$)/.test(request.url ?? '')) request.url = '/wall.html';
      if (/^\/survey\/[^/?]+(\?|$)/.test(request.url ?? '')) request.url = '/survey.html';
      next();
    });
  },
});
