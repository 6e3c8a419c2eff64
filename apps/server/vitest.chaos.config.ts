import { defineConfig, mergeConfig } from 'vitest/config';
import { ChaosReport } from './src/testing/chaos/report.js';
import e2e from './vitest.e2e.config.js';

/** `pnpm chaos`: the promises at full size, hours of wear in some minutes; writes packages/testkit/RESULTS.md. */
export default mergeConfig(
  e2e,
  defineConfig({
    test: {
      include: ['src/testing/chaos/*.e2e.ts'],
      env: { CHAOS: 'full' },
      reporters: ['default', new ChaosReport()],
    },
  }),
);
