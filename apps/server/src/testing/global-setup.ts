import { createTestDatabase, sweepAbandoned, testCluster } from '@tallyboard/devdb/template';
import type { TestProject } from 'vitest/node';
import { MIGRATIONS } from '../migrations/all.js';
import { migrate } from '../platform/db/migrate.js';

declare module 'vitest' {
  interface ProvidedContext {
    adminUrl: string;
    template: string;
  }
}

/** One fast Postgres for the run, and in it a migrated database from which every test file gets its own copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweepAbandoned();
  const cluster = await testCluster();
  const template = await createTestDatabase(cluster.adminUrl);
  await migrate(template.url, MIGRATIONS);
  project.provide('adminUrl', cluster.adminUrl);
  project.provide('template', template.name);
  return () => cluster.stop();
}
