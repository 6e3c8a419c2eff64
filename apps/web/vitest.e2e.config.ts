import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

/** Journeys: real browsers against the built server, one file after the other. */
export default defineConfig({
  ssr: { resolve: { conditions: ['@tallyboard/source', ...defaultServerConditions] } },
  test: {
    include: ['e2e/**/*.e2e.ts'],
    environment: 'node',
    globalSetup: ['e2e/global-setup.ts'],
    testTimeout: 90_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    reporters: ['default', ['json', { outputFile: '.results/e2e.json' }]],
  },
});
