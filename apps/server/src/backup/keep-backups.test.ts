import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pruneBackups } from './keep-backups.js';
import { keptBackups, type Manifest, PRODUCT, readManifest, writeManifest } from './manifest.js';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'tallyboard-keep-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

function aBackup(name: string, finishedAt: string, startWal: string, problems: string[] = []): string {
  const folder = join(parent, name);
  mkdirSync(folder);
  const manifest: Manifest = {
    format: 1,
    kind: 'physical',
    product: PRODUCT,
    postgres: '18.4',
    migrations: [],
    startedAt: finishedAt,
    finishedAt,
    contents: { tables: {}, feeds: {} },
    problems,
    checked: 'restored',
    files: [],
    folders: [],
    systemIdentifier: '77',
    timeline: 1,
    startLsn: '0/2000028',
    stopLsn: '0/2000158',
    startWal,
  };
  writeManifest(folder, manifest);
  return folder;
}

test('the newest good ones stay, with the log they need; bad, damaged and foreign folders are neither counted nor removed', () => {
  for (const n of [1, 2, 3, 4]) aBackup(`day-${n}`, `2026-03-0${n}T00:00:00Z`, `00000001000000000000000${n}`);
  aBackup('day-5-bad', '2026-03-05T00:00:00Z', '000000010000000000000005', ['a feed has a gap']);
  const damaged = aBackup('day-6', '2026-03-06T00:00:00Z', '000000010000000000000006');
  writeFileSync(
    join(damaged, 'manifest.json'),
    readFileSync(join(damaged, 'manifest.json'), 'utf8').replace('18.4', '18.5'),
  );
  mkdirSync(join(parent, 'holidays'));
  const wal = join(parent, 'wal', '77');
  mkdirSync(wal, { recursive: true });
  for (const n of [1, 2, 3, 4]) writeFileSync(join(wal, `00000001000000000000000${n}.gz`), '');

  expect(pruneBackups(parent, 2)).toEqual(['day-1', 'day-2']);
  expect(keptBackups(parent).map(({ folder }) => folder)).toEqual([join(parent, 'day-3'), join(parent, 'day-4')]);
  expect(readdirSync(wal).sort()).toEqual(['000000010000000000000003.gz', '000000010000000000000004.gz']);
  expect([existsSync(damaged), existsSync(join(parent, 'day-5-bad')), existsSync(join(parent, 'holidays'))]).toEqual([
    true,
    true,
    true,
  ]);
  expect(() => readManifest(damaged)).toThrow(/damaged: manifest.json is not what was written/);
  expect(() => readManifest(join(parent, 'holidays'))).toThrow(/is not a backup/);
});
