import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from './free-port.js';
import { ServerProcess } from './server-process.js';

let dir: string;
let entry: string;
beforeAll(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tallyboard-testkit-'));
  entry = path.join(dir, 'main.mjs');
  fs.writeFileSync(
    entry,
    `import http from 'node:http';
     console.error('starting');
     if (process.env.FAIL) { console.error('no database'); process.exit(3); }
     const server = http.createServer((_, reply) => reply.end(String(process.pid)));
     server.listen(Number(process.env.PORT), '127.0.0.1', () => {
       console.log('an ordinary line with "ready" in it');
       console.log(JSON.stringify({ msg: 'ready', url: 'http://127.0.0.1:' + server.address().port }));
     });
     process.on('disconnect', () => process.exit(0));
     process.on('SIGTERM', () => process.env.DEAF || server.close(() => process.exit(0)));`,
  );
});
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

const answer = async (url: string): Promise<string> => (await fetch(url, { headers: { connection: 'close' } })).text();

it('starts, is killed, starts again on the same port, and stops in order', async () => {
  const port = await freePort();
  const server = await ServerProcess.start(entry, { env: { PORT: String(port) } });
  expect(server.url).toBe(`http://127.0.0.1:${port}`);
  const first = server.pid;
  expect(await answer(server.url)).toBe(String(first));
  await server.kill();
  expect(await server.gone).toBe('SIGKILL');
  await expect(answer(server.url)).rejects.toThrow();
  await server.restart();
  expect(await answer(server.url)).toBe(String(server.pid));
  expect(server.pid).not.toBe(first);
  expect(await server.stop()).toBe(0);
  expect([server.stdout.length, server.stderr]).toEqual([4, ['starting', 'starting']]);
});

it('says why a server did not come up', async () => {
  await expect(ServerProcess.start(entry, { env: { FAIL: '1' } })).rejects.toThrow(
    /ended with 3 before it was ready:\nstarting\nno database/,
  );
});

it('kills a server that does not stop in time', async () => {
  const server = await ServerProcess.start(entry, { env: { PORT: '0', DEAF: '1' } });
  expect(await server.stop(200)).toBe('SIGKILL');
});

it.each(['SIGKILL', 'SIGTERM'] as const)('no server outlives a test process that ends by %s', async (signal) => {
  // A test process of its own: it starts a server and is ended in the middle.
  const source = path.join(dir, 'test-process.mts');
  fs.writeFileSync(
    source,
    `import { ServerProcess } from ${JSON.stringify(path.join(import.meta.dirname, 'server-process.ts'))};
     const server = await ServerProcess.start(${JSON.stringify(entry)}, { env: { PORT: '0' } });
     process.on('SIGTERM', () => process.exit(1));
     console.log(server.pid);`,
  );
  const child = spawn(process.execPath, [source], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  expect(() => process.kill(Number(line), 0)).not.toThrow();
  child.kill(signal);
  await expect.poll(() => isRunning(Number(line)), { timeout: 5_000 }).toBe(false);
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // A zombie that waits for its parent to look is as dead as it gets.
  return process.platform !== 'linux' || !/\) Z /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
}
