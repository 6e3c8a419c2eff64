import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ThrowAway, throwAway } from '@tallyboard/devdb/throw-away';
import { ServerProcess } from '@tallyboard/testkit/server-process';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLEAN, MAIN } from './built-server.js';

const TOKEN = 'k3JxQv9mW2pLr8TzB6nYc4Hd';
let scratch: ThrowAway;
let folder: string;
let data: string;
let server: ServerProcess;
beforeAll(async () => {
  scratch = await throwAway();
  folder = scratch.path;
  data = join(folder, 'data');
  const secret = join(folder, 'metrics-token');
  writeFileSync(secret, `${TOKEN}\n`, { mode: 0o600 });
  server = await ServerProcess.start(MAIN, {
    env: { ...CLEAN, HOST: '0.0.0.0', PORT: '0', DEMO: '0', DATA_DIR: data, METRICS_TOKEN_FILE: secret },
  });
});
afterAll(async () => {
  await server.stop();
  await scratch.remove();
});

function filesIn(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('what the built-in database keeps', () => {
  test('is readable by nobody else: the password is 0600, the folder of the database 0700 and all in it', () => {
    expect(statSync(join(data, 'postgres.password')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(data, 'postgres.password'), 'utf8')).toMatch(/^[\w-]{24}$/);
    expect(statSync(join(data, 'postgres')).mode & 0o777).toBe(0o700);
    const open = filesIn(join(data, 'postgres')).filter((f) => existsSync(f) && (statSync(f).mode & 0o077) !== 0);
    expect(open).toEqual([]);
    // The password of the first start is nowhere else.
    const password = readFileSync(join(data, 'postgres.password'), 'utf8');
    const elsewhere = filesIn(data).filter(
      (f) =>
        f !== join(data, 'postgres.password') &&
        existsSync(f) &&
        statSync(f).size < 100_000 &&
        readFileSync(f).includes(password),
    );
    expect(elsewhere.filter((f) => (statSync(f).mode & 0o077) !== 0)).toEqual([]);
  });

  test('asks for it: nobody is trusted for coming from this machine', async () => {
    const lines = readFileSync(join(data, 'postgres/pg_hba.conf'), 'utf8')
      .split('\n')
      .filter((line) => /^(local|host)/.test(line));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/scram-sha-256$/);
    const [, , , port] = readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n');
    for (const password of ['', 'postgres', 'tallyboard'])
      for (const user of ['tallyboard', 'postgres', 'tallyboard_app']) {
        const client = new pg.Client({ host: '127.0.0.1', port: Number(port), user, password, database: 'tallyboard' });
        const refused = await client.connect().then(
          () => 'let in',
          (error: unknown) => String(error),
        );
        expect([user, password, refused]).toEqual([user, password, expect.stringMatching(/password|SASL/)]);
      }
  });
});

/** Addresses that a process and its children listen on, as the kernel tells. */
function listening(pid: number): string[] {
  const children = readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && new RegExp(`\\) \\S ${pid} `).test(readFileSync(`/proc/${name}/stat`, 'utf8'));
    } catch {
      return false;
    }
  });
  const sockets = new Set(
    [String(pid), ...children].flatMap((p) => {
      try {
        return readdirSync(`/proc/${p}/fd`).flatMap((fd) => {
          try {
            return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${p}/fd/${fd}`))?.[1] ?? [];
          } catch {
            return [];
          }
        });
      } catch {
        return [];
      }
    }),
  );
  return ['tcp', 'tcp6'].flatMap((kind) =>
    readFileSync(`/proc/net/${kind}`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((f) => f[3] === '0A' && sockets.has(f[9]!))
      .map((f) => f[1]!),
  );
}

test.skipIf(!existsSync('/proc/net/tcp'))('nothing but HTTP listens to the network', () => {
  const port = Number(new URL(server.url).port);
  const all = listening(server.pid!).map((at) => at.split(':') as [string, string]);
  const local = (address: string): boolean =>
    address === '0100007F' || /^0{24}01000000$|^0{16}0000FFFF0100007F$/.test(address);
  const toAll = all.filter(([address]) => !local(address)).map(([, p]) => parseInt(p, 16));
  expect(toAll).toEqual([port]);
  // Postgres is there, and on this machine only.
  expect(all.filter(([address]) => local(address)).length).toBeGreaterThanOrEqual(1);
});

test('figures are told to whoever has the token, from this machine too', async () => {
  const ask = (authorization?: string) =>
    fetch(`${server.url}/metrics`, { headers: { ...(authorization && { authorization }) } });
  expect((await ask()).status).toBe(404);
  for (const wrong of ['Bearer ', `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, TOKEN, `Basic ${TOKEN}`])
    expect([wrong, (await ask(wrong)).status]).toEqual([wrong, 404]);
  expect((await ask(`Bearer ${TOKEN}`)).status).toBe(200);
});

test('nothing secret is printed but the one-time password, once', () => {
  const said = [...server.stdout, ...server.stderr].join('\n');
  expect(said.match(/one-time password: (\S+)/g)).toHaveLength(1);
  for (const secret of [TOKEN, readFileSync(join(data, 'postgres.password'), 'utf8')])
    expect(said).not.toContain(secret);
});

test.each<[string, Record<string, string>, RegExp]>([
  [
    'a password from an example',
    { DATABASE_URL: 'postgres://tallyboard:changeme@127.0.0.1:1/x' },
    /that everybody knows/,
  ],
  ['a short token', { METRICS_TOKEN: 'short-and-new' }, /METRICS_TOKEN is shorter/],
  ['the demo', { DEMO: '1' }, /DEMO=1/],
])('in production it does not start with %s', (_, env, sentence) => {
  const all = Object.entries({
    ...process.env,
    ...CLEAN,
    NODE_ENV: 'production',
    DATA_DIR: join(folder, 'none'),
    ...env,
  });
  const { status, stderr } = spawnSync(process.execPath, [MAIN], {
    env: Object.fromEntries(all.filter(([, value]) => value !== undefined)),
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect([status, stderr]).toEqual([1, expect.stringMatching(sentence)]);
  expect(stderr).not.toMatch(/changeme|short-and-new/);
  expect(existsSync(join(folder, 'none'))).toBe(false);
});
