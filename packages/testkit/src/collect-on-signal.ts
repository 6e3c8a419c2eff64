import fs from 'node:fs';
import v8 from 'node:v8';
import vm from 'node:vm';
import { heapFile } from './heap-file.js';

/**
 * Loaded into a server under test (`node --import`): on SIGUSR2 it collects garbage and writes down how many bytes are still held, so that
 * what is told is what it really holds. The server's own code knows nothing of it.
 */
v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as () => void;
process.on('SIGUSR2', () => {
  for (let i = 0; i < 4; i += 1) collect();
  const { heapUsed, external } = process.memoryUsage();
  fs.writeFileSync(heapFile(process.pid), String(heapUsed + external));
});
