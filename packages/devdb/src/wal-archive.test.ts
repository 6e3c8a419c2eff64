import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { walFiles } from './base-backup.js';
import { archiveSettings, archivedSegments, pruneArchive, restoreCommand, timelineInServiceAt } from './wal-archive.js';

let dir: string;
beforeEach(() => {
  // What a person may call a folder: the shell must not read it.
  dir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'tallyboard-archive-')), `it's 100% "$HOME" mine`);
  fs.mkdirSync(dir);
});
afterEach(() => fs.rmSync(path.dirname(dir), { recursive: true, force: true }));

const SEGMENT = '000000010000000000000007';
/** Runs a command as Postgres would: with its placeholders filled in, in the cluster's folder. */
function postgres(command: string, file: string, at: string): number | null {
  const filled = command.replaceAll(/%(.)/g, (_, c: string) => (c === 'f' ? file : c === 'p' ? at : '%'));
  return spawnSync('/bin/sh', ['-c', filled], { cwd: path.dirname(dir) }).status;
}
const archive = (text: string): number | null => {
  fs.writeFileSync(path.join(path.dirname(dir), 'log'), text);
  return postgres(archiveSettings(dir)['archive_command']!, SEGMENT, 'log');
};
const restore = (): [number | null, string] => {
  const to = path.join(path.dirname(dir), 'recovered');
  fs.rmSync(to, { force: true });
  return [postgres(restoreCommand(dir), SEGMENT, 'recovered'), fs.existsSync(to) ? fs.readFileSync(to, 'utf8') : ''];
};

it('keeps a stretch of log and gives it back; the same twice is fine, another under its name is not', () => {
  expect(restore()[0]).toBe(1);
  expect([archive('first'), archive('first'), archive('other')]).toEqual([0, 0, 1]);
  expect(restore()).toEqual([0, 'first']);
  expect(archivedSegments(dir)).toEqual([SEGMENT]);
});

it('a damaged stretch ends the recovery instead of being taken for the end of the log', () => {
  archive('first'.repeat(1_000));
  const [name] = fs.readdirSync(dir);
  fs.truncateSync(path.join(dir, name!), 20);
  expect(restore()[0]).toBeGreaterThan(125);
});

it('drops what lies before the oldest base backup, on every timeline', () => {
  const names = [
    '000000010000000000000005.gz',
    '000000010000000000000006',
    '000000010000000000000006.00000028.backup.gz',
    '000000020000000000000006.gz',
    '000000010000000000000007.gz',
    '000000020000000000000008.gz',
    '00000002.history',
  ];
  for (const name of names) fs.writeFileSync(path.join(dir, name), '');
  expect(pruneArchive(dir, SEGMENT)).toBe(4);
  expect(fs.readdirSync(dir).sort()).toEqual(names.slice(4).sort());
});

it('an instant belongs to the timeline that served then; one that never wrote never served', () => {
  const claim = (timeline: number, at: string): void =>
    fs.writeFileSync(path.join(dir, `${String(timeline).padStart(8, '0')}.claim`), `${at}\n`);
  claim(2, '2026-03-01T10:00:00Z');
  claim(3, '2026-03-01T11:00:00Z');
  claim(4, '2026-03-01T12:00:00Z');
  for (const timeline of [1, 2, 4]) fs.writeFileSync(path.join(dir, `0000000${timeline}0000000000000009.gz`), '');
  const at = (time: string): number => timelineInServiceAt(dir, Date.parse(`2026-03-01T${time}Z`), 1);
  expect([at('09:59:00'), at('10:30:00'), at('11:30:00'), at('12:30:00')]).toEqual([1, 2, 2, 4]);
});

it('names the log files between two, over the border of a log', () => {
  expect(walFiles('0000000100000001000000FE', '000000010000000200000001', 16 * 1024 * 1024)).toEqual([
    '0000000100000001000000FE',
    '0000000100000001000000FF',
    '000000010000000200000000',
    '000000010000000200000001',
  ]);
});
