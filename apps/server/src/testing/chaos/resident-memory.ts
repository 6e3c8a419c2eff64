import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** MiB of this process that are really taken, after what is garbage has gone. */
export function residentMiB(): number {
  collect();
  return process.memoryUsage.rss() / 2 ** 20;
}
