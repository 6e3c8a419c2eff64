import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  ssr: { resolve: { conditions: ['@tallyboard/source', ...defaultServerConditions] } },
  test: {
    include: ['src/**/*.test.ts'],
    environment: 'node',
    globalSetup: ['src/testing/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Nest, TypeORM and zod are loaded once for a worker and not for each of fifty files: nothing of ours is kept in a module but caches.
    isolate: false,
    reporters: ['default', ['json', { outputFile: '.results/vitest.json' }]],
  },
});
