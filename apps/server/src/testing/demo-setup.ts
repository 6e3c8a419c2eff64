import { demoFolder } from '@tallyboard/testkit/demo-folder';
import type { TestProject } from 'vitest/node';
import { CLEAN, MAIN } from './built-server.js';

declare module 'vitest' {
  interface ProvidedContext {
    demo: string;
  }
}

/** The demo team is written once; each stage of the chaos tests opens on a copy of it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const demo = await demoFolder(MAIN, CLEAN);
  project.provide('demo', demo.data);
  return () => demo.remove();
}
