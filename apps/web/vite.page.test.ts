import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lightPagesInDev } from './vite.page.config.js';

let server: ViteDevServer;
let origin: string;
beforeAll(async () => {
  const root = new URL('.', import.meta.url).pathname;
  const options = { configFile: false, logLevel: 'silent', root } as const;
  server = await createServer({ ...options, plugins: [lightPagesInDev()], server: { port: 0, hmr: false } });
  await server.listen();
  origin = server.resolvedUrls!.local[0]!;
});
afterAll(() => server.close());

test.each([
  ['survey/abc-DEF_123', '/src/survey/main.ts'],
  ['survey/abc?lang=en', '/src/survey/main.ts'],
  ['wall', '/src/wall/main.ts'],
  ['ask/abc-DEF_123', '/src/main.ts'],
  ['board', '/src/main.ts'],
])('while developing, /%s is served by the page that serves it when built', async (path, script) => {
  const page = await fetch(origin + path, { headers: { accept: 'text/html' } });
  expect(await page.text()).toContain(`src="${script}"`);
});
