import os from 'node:os';
import path from 'node:path';

/** Where a server under test writes how much memory it holds. */
export const heapFile = (pid: number): string => path.join(os.tmpdir(), `tallyboard-bench-heap-${pid}`);
