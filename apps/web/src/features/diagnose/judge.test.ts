import type { Diagnosis } from '@tallyboard/contracts/platform';
import { createTranslator } from '@tallyboard/locale/translator';
import { en } from '@tallyboard/locale/en';
import { zhCN } from '@tallyboard/locale/zh-cn';
import { describe, expect, test } from 'vitest';
import type { Findings } from './findings';
import { CHECKS, isOfficeHost, judge, type CheckId } from './judge';

const NOW = Date.parse('2026-11-25T08:00:00Z');
const server: Diagnosis = {
  protocol: 2,
  build: 'b',
  now: new Date(NOW).toISOString(),
  databaseAheadMs: 3,
  publicUrl: 'https://board.example.com',
  host: 'board.example.com',
  originAccepted: true,
  secure: true,
  address: '203.0.113.9',
  forwarded: 1,
  trusted: 1,
};
const fine: Findings = {
  page: { origin: 'https://board.example.com', host: 'board.example.com', hostname: 'board.example.com', https: true },
  server,
  askedAt: NOW - 20,
  answeredAt: NOW + 20,
  upgrade: true,
  socketPath: true,
  build: { mine: 'abcdef', theirs: 'abcdef' },
};
const office: Findings = {
  ...fine,
  page: { origin: 'http://192.168.1.5:3000', host: '192.168.1.5:3000', hostname: '192.168.1.5', https: false },
  server: { ...server, publicUrl: null, host: '192.168.1.5:3000', secure: false, forwarded: 0, trusted: 0 },
};
const troubles = (f: Findings): CheckId[] => judge(f).flatMap((c) => (c.mend ? [c.id] : []));
const mendOf = (f: Findings, id: CheckId): string =>
  judge(f)
    .find((c) => c.id === id)!
    .mend!.lines.map((l) => l.text)
    .join('\n');
const on = (server_: Partial<Diagnosis>, rest: Partial<Findings> = {}): Findings => ({
  ...fine,
  server: { ...server, ...server_ },
  ...rest,
});

test('where nothing is wrong nothing is told to be mended: behind a proxy, and in the office network', () => {
  expect([troubles(fine), troubles(office)]).toEqual([[], []]);
  expect(judge(fine).map((c) => c.id)).toEqual([...CHECKS]);
});

test('a server that does not answer is the one thing that is told', () => {
  expect(troubles({ ...fine, server: null, upgrade: false })).toEqual(['reach']);
});

describe('each trouble is named, with what to write', () => {
  test('a proxy that drops the upgrade, and one that does not pass the path', () => {
    const stripped = { ...fine, upgrade: false };
    expect(troubles(stripped)).toEqual(['upgrade']);
    expect(mendOf(stripped, 'upgrade')).toContain('proxy_set_header Upgrade $http_upgrade;');
    expect(mendOf(stripped, 'upgrade')).toContain('board.example.com {');
    const [one, other] = [stripped, { ...stripped, socketPath: false }].map((f) => judge(f)[1]!.says.key);
    expect([one, other]).toEqual(['diagnose.upgrade_stripped', 'diagnose.upgrade_lost']);
  });

  test('an address the server does not know itself by, in three ways', () => {
    const said = (f: Findings) => [judge(f)[2]!.says.key, mendOf(f, 'origin')];
    expect(said(on({ originAccepted: false, publicUrl: 'https://other.example' }))).toEqual([
      'diagnose.origin_other',
      'PUBLIC_URL=https://board.example.com',
    ]);
    expect(said(on({ originAccepted: false, publicUrl: null, host: '127.0.0.1:3000' }))[0]).toBe(
      'diagnose.origin_rewritten',
    );
    expect(said(on({ originAccepted: false, publicUrl: null }))[0]).toBe('diagnose.origin_unknown');
  });

  test('https that the server does not know of, http where it expects https, and http in the open', () => {
    expect(mendOf(on({ secure: false }), 'https')).toBe('PUBLIC_URL=https://board.example.com');
    expect(troubles({ ...on({}), page: { ...fine.page, https: false } })).toEqual(['https']);
    const open = {
      ...on({ secure: false, publicUrl: 'http://board.example.com' }),
      page: { ...fine.page, https: false },
    };
    expect(mendOf(open, 'https')).toContain('reverse_proxy');
  });

  test('more proxies than are believed, and fewer', () => {
    expect(mendOf(on({ forwarded: 2, trusted: 1 }), 'hops')).toBe('PROXY_HOPS=2');
    expect(mendOf(on({ forwarded: 0, trusted: 1 }), 'hops')).toContain('X-Forwarded-For');
  });

  test('a clock that is wrong: the device’s, or the server’s', () => {
    const off = (ms: number): string => new Date(NOW + ms).toISOString();
    expect(troubles(on({ now: off(29_000) }))).toEqual([]);
    expect(troubles(on({ now: off(-60_000) }))).toEqual(['clock']);
    const both = on({ now: off(60_000), databaseAheadMs: -60_000 });
    expect([troubles(both), mendOf(both, 'clock')]).toEqual([['clock', 'database'], 'sudo timedatectl set-ntp true']);
    // A slow answer is no wrong clock.
    expect(troubles({ ...fine, askedAt: NOW - 25_000, answeredAt: NOW + 25_000 })).toEqual([]);
  });

  test('a database that is away, and a page that is old', () => {
    expect(troubles(on({ databaseAheadMs: null }))).toEqual(['database']);
    expect(troubles({ ...fine, build: { mine: 'abcdef', theirs: 'fedcba' } })).toEqual(['build']);
  });
});

test('every sentence is filled in, in both languages', () => {
  const all = [
    fine,
    office,
    { ...fine, upgrade: false },
    on({
      originAccepted: false,
      secure: false,
      forwarded: 2,
      databaseAheadMs: 90_000,
      now: new Date(NOW + 90_000).toISOString(),
    }),
  ];
  for (const texts of [en, zhCN])
    for (const { key, args } of all.flatMap((f) =>
      judge(f).flatMap((c) => (c.mend ? [c.says, c.mend.text] : [c.says])),
    )) {
      const t = createTranslator(texts) as (key: string, ...args: unknown[]) => string;
      expect([key, t(key, ...args)]).toEqual([key, expect.not.stringMatching(/[{}]|—$|^diagnose\./)]);
    }
});

test.each([
  ['localhost', true],
  ['tally-server', true],
  ['tally.local', true],
  ['192.168.1.5', true],
  ['172.20.0.3', true],
  ['172.40.0.3', false],
  ['[fd12::1]', true],
  ['board.example.com', false],
  ['203.0.113.9', false],
])('%s is of the office: %s', (host, is) => {
  expect(isOfficeHost(host)).toBe(is);
});
