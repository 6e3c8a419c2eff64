import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

/** Journeys: real browsers against the built server. Each file has a server, a database and a browser of its own, and waits most of the time. */
export default defineConfig({
  ssr: { resolve: { conditions: ['@tallyboard/source', ...defaultServerConditions] } },
  test: {
    include: ['e2e/**/*.e2e.ts'],
    environment: 'node',
    globalSetup: ['e2e/global-setup.ts'],
    testTimeout: 90_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    reporters: ['default', ['json', { outputFile: '.results/e2e.json' }]],
  },
});
