import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { isSameAlive, markOf } from './running-process.js';

/**
 * Makes a folder that is this process's own until it is renamed or removed. Whose it is stands in its name, so that
 * there is no moment at which a killed process leaves one behind that nobody dares to sweep.
 */
export function makeOwned(parent: string, prefix: string, mode = 0o700): string {
  const { pid, born } = markOf();
  const dir = path.join(parent, `${prefix}${randomBytes(4).toString('hex')}.${pid}.${born}`);
  fs.mkdirSync(dir);
  fs.chmodSync(dir, mode);
  return dir;
}

/** Removes folders of this prefix whose process died before it was done; `first` runs before each removal. */
export async function sweepOwned(
  parent: string,
  prefix: string,
  first: (dir: string) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for (const name of fs.readdirSync(parent).filter((n) => n.startsWith(prefix))) {
    const [, pid, born = ''] = /\.(\d+)\.(\d*)$/.exec(name) ?? [];
    if (pid === undefined || isSameAlive({ pid: Number(pid), born })) continue;
    await first(path.join(parent, name));
    fs.rmSync(path.join(parent, name), { recursive: true, force: true, maxRetries: 5 });
  }
}
