import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.mjs'],
    environment: 'node',
    testTimeout: 15_000,
    reporters: ['default', ['json', { outputFile: '.results/vitest.json' }]],
  },
});
