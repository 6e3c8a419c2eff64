import { defineConfig } from 'vitest/config';
import { ChaosReport } from './src/testing/chaos/report.js';
import e2e from './vitest.e2e.config.js';

/** `pnpm chaos`: the promises at full size, hours of wear in half an hour; writes packages/testkit/RESULTS.md. */
export default defineConfig({
  ...e2e,
  test: {
    ...e2e.test,
    include: [
      'src/testing/chaos/*.{e2e,test,full}.ts',
      'src/testing/{backup,server}.e2e.ts',
      'src/modules/orders/move-order.test.ts',
    ],
    // Some need no server of their own but a database: the same as in `npm test`.
    globalSetup: ['src/testing/global-setup.ts', 'src/testing/demo-setup.ts'],
    env: { CHAOS: 'full' },
    reporters: ['default', new ChaosReport()],
  },
});
