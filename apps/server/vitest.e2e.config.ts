import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

/** What needs the built server in processes of its own. */
export default defineConfig({
  ssr: { resolve: { conditions: ['@tallyboard/source', ...defaultServerConditions] } },
  test: {
    include: ['src/**/*.e2e.ts'],
    environment: 'node',
    globalSetup: ['src/testing/demo-setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    reporters: ['default', ['json', { outputFile: '.results/e2e.json' }]],
  },
});
