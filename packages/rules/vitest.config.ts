import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

/** Where a server or a browser may stand: what is decided must not depend on it. Lord Howe's clocks change by half an hour. */
const ZONES = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe'];

export default defineConfig({
  ssr: { resolve: { conditions: ['@tallyboard/source', ...defaultServerConditions] } },
  test: {
    environment: 'node',
    // Pure functions keep nothing that the next file could trip over.
    isolate: false,
    reporters: ['default', ['json', { outputFile: '.results/vitest.json' }]],
    projects: ZONES.map((zone) => ({
      extends: true,
      test: {
        name: zone,
        include: ['src/**/*.test.ts'],
        // The longest of them names its zone with each day that it asks for: once is enough.
        exclude: zone === 'UTC' ? [] : ['src/points/engine/random-facts.test.ts'],
        env: { TZ: zone },
      },
    })),
  },
});
