import fs from 'node:fs';
import path from 'node:path';
import { isSameAlive, markOf, type ProcessMark } from './running-process.js';

const MARK = '.owner';

/** Makes a folder that belongs to this process while it is unfinished; finished, it is renamed and `disown`ed. */
export function makeOwned(dir: string, mode = 0o700): string {
  fs.mkdirSync(dir, { recursive: true });
  fs.chmodSync(dir, mode);
  fs.writeFileSync(path.join(dir, MARK), JSON.stringify(markOf()));
  return dir;
}

/** Takes the owner's mark off. */
export function disown(dir: string): void {
  fs.rmSync(path.join(dir, MARK), { force: true });
}

/** Removes folders of this prefix whose process died before it was done; `first` runs before each removal. */
export async function sweepOwned(
  parent: string,
  prefix: string,
  first: (dir: string) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for (const name of fs.readdirSync(parent).filter((n) => n.startsWith(prefix))) {
    const dir = path.join(parent, name);
    if (!isAbandoned(dir)) continue;
    await first(dir);
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}

function isAbandoned(dir: string): boolean {
  try {
    return !isSameAlive(JSON.parse(fs.readFileSync(path.join(dir, MARK), 'utf8')) as ProcessMark);
  } catch {
    // Being made this very moment, or without a mark because its maker was killed in that moment.
    const stat = fs.statSync(dir, { throwIfNoEntry: false });
    return stat !== undefined && Date.now() - stat.mtimeMs > 60_000;
  }
}
