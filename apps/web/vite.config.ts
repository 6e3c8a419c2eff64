import vue from '@vitejs/plugin-vue';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import Components from 'unplugin-vue-components/vite';
import { defaultClientConditions, defineConfig } from 'vite';
import { lightPagesInDev } from './vite.page.config.js';

const server = 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [
    vue(),
    lightPagesInDev(),
    Components({ dirs: [], dts: false, resolvers: [ElementPlusResolver({ importStyle: 'css' })] }),
  ],
  define: { __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false' },
  resolve: { conditions: ['@tallyboard/source', ...defaultClientConditions] },
  server: { proxy: { '/api': server, '/socket.io': { target: server.replace('http', 'ws'), ws: true } } },
  // Else every build lists some 200 font files by name.
  logLevel: 'warn',
  build: { target: 'es2022', rollupOptions: { input: { desk: 'index.html' } } },
});
