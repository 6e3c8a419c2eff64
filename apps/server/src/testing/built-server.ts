import { join } from 'node:path';

/** The built server, as it is shipped. */
export const DIST = join(import.meta.dirname, '../../dist');
export const MAIN = join(DIST, 'main.js');

/** Takes away whatever the environment of the tests would say to a server they start. */
export const CLEAN = {
  DATABASE_URL: undefined,
  DATABASE_URL_FILE: undefined,
  PUBLIC_URL: undefined,
  HOST: undefined,
  NODE_ENV: undefined,
  REDIS_URL: undefined,
  METRICS_TOKEN: undefined,
  BACKUP_KEEP: undefined,
} satisfies Record<string, undefined>;
