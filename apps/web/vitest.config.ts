import vue from '@vitejs/plugin-vue';
import { defaultClientConditions } from 'vite';
import { defineConfig } from 'vitest/config';

const conditions = ['@tallyboard/source', ...defaultClientConditions];

export default defineConfig({
  plugins: [vue()],
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['src/**/*.test.ts', '*.test.ts'],
    // A document is made only for the files that ask for one in their first line: it takes longer than most tests.
    environment: 'node',
    server: { deps: { inline: ['element-plus'] } },
    reporters: ['default', ['json', { outputFile: '.results/vitest.json' }]],
  },
});
