import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ServerProcess } from '@tallyboard/testkit/server-process';

/** The repository. */
export const ROOT = resolve(import.meta.dirname, '../../../..');
const SERVER = join(ROOT, 'apps/server/dist');

/** A module of the built server, for what has to be measured inside of it. */
export const builtModule = (path: string): string => join(SERVER, path);

/** Starts the built server on a database, with nothing set but what is said here. */
export function startBuiltServer(
  env: Record<string, string>,
  nodeOptions = '',
  readyWithinMs = 60_000,
): Promise<ServerProcess> {
  const main = builtModule('main.js');
  if (!existsSync(main)) throw new Error('The server was not built: run `pnpm build` first.');
  const clean = {
    DATABASE_URL: undefined,
    PUBLIC_URL: undefined,
    HOST: undefined,
    LOG_LEVEL: undefined,
    DEMO: '0',
    PORT: '0',
    NODE_ENV: 'production',
    NODE_OPTIONS: nodeOptions || undefined,
  };
  return ServerProcess.start(main, { env: { ...clean, ...env }, readyWithinMs });
}
