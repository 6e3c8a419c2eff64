import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ThrowAway } from '@tallyboard/devdb/throw-away';

/** A disk of some MiB in memory, to be filled to its last byte. */
export class SmallDisk {
  private constructor(private readonly mountPoint: string) {}

  /** Null where this process may not mount one: that takes root, on Linux. */
  static mount(mebibytes: number): SmallDisk | null {
    if (process.getuid?.() !== 0) return null;
    const mountPoint = mkdtempSync(join(tmpdir(), 'tallyboard-disk-'));
    const options = `size=${mebibytes}m,mode=755`;
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tallyboard', mountPoint]);
    if (status === 0) return new SmallDisk(mountPoint);
    rmSync(mountPoint, { recursive: true });
    return null;
  }

  /** A folder on it that the account of Postgres may enter. */
  folder(): ThrowAway {
    const folder = join(this.mountPoint, 'data');
    mkdirSync(folder, { mode: 0o755 });
    return { path: folder, remove: () => rm(folder, { recursive: true, force: true }) };
  }

  /** Takes what room is left. */
  fill(): void {
    const file = openSync(join(this.mountPoint, 'filler'), 'w');
    try {
      for (const size of [2 ** 20, 2 ** 12, 1]) while (this.takes(file, Buffer.alloc(size)));
    } finally {
      closeSync(file);
    }
  }

  private takes(file: number, bytes: Buffer): boolean {
    try {
      return writeSync(file, bytes) > 0;
    } catch (error) {
      if ((error as { code?: string }).code === 'ENOSPC') return false;
      throw error;
    }
  }

  makeRoom(): void {
    rmSync(join(this.mountPoint, 'filler'), { force: true });
  }

  unmount(): void {
    spawnSync('umount', [this.mountPoint]);
    rmSync(this.mountPoint, { recursive: true, force: true });
  }
}
