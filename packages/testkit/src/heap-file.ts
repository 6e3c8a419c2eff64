import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** For `node --import=…`: makes a server tell what it holds; see `heldBytes`. Always the built file: another process loads it. */
export const COLLECT_ON_SIGNAL = new URL('../dist/collect-on-signal.js', import.meta.url).href;

/** Where a server under test writes how much memory it holds. */
export const heapFile = (pid: number): string => path.join(os.tmpdir(), `tallyboard-heap-${pid}`);

/** Bytes that a process holds once garbage is gone: it was started with `COLLECT_ON_SIGNAL`, collects, and says so. */
export async function heldBytes(pid: number): Promise<number> {
  fs.rmSync(heapFile(pid), { force: true });
  process.kill(pid, 'SIGUSR2');
  for (let i = 0; i < 150; i += 1) {
    await sleep(20);
    const told = fs.existsSync(heapFile(pid)) ? fs.readFileSync(heapFile(pid), 'utf8') : '';
    if (told === '') continue;
    fs.rmSync(heapFile(pid));
    return Number(told);
  }
  throw new Error(`process ${pid} did not tell how much memory it holds`);
}
