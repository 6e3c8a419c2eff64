import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.js';

const GOOD = 'k3JxQv9mW2pLr8TzB6nYc4Hd';
function complaints(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env, '/');
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.complaints;
    throw error;
  }
}

describe('a secret that is none is refused before anything starts', () => {
  test.each([
    'changeme',
    'change-me',
    'secret',
    'notsecretkey',
    'password123',
    '1234567890123456',
    'aaaaaaaaaaaaaaaaaaaa',
  ])('METRICS_TOKEN=%s', (token) => {
    expect(complaints({ METRICS_TOKEN: token })).toEqual([expect.stringContaining('that everybody knows')]);
  });

  test('a short one too, and none of them is repeated in the complaint', () => {
    const said = complaints({ METRICS_TOKEN: 'k3JxQv9mW2' });
    expect(said).toEqual([expect.stringContaining('shorter than 16')]);
    expect(said.join()).not.toContain('k3JxQv9mW2');
  });

  test('a password of the database that everybody knows: in production, wherever it is written', () => {
    const url = (password: string): string => `postgres://tallyboard:${password}@db:5432/tallyboard`;
    const production = { NODE_ENV: 'production' };
    expect(complaints({ ...production, DATABASE_URL: url('postgres') })).toHaveLength(1);
    expect(complaints({ ...production, DATABASE_URL: url(encodeURIComponent('secret!')) })).toHaveLength(1);
    expect(complaints({ ...production, DATABASE_URL: 'postgres://tallyboard@db/x', PGPASSWORD: 'tallyboard' })).toEqual(
      [expect.stringContaining('PGPASSWORD')],
    );
    expect(complaints({ ...production, DATABASE_URL: url(GOOD), METRICS_TOKEN: GOOD })).toEqual([]);
    expect(complaints({ ...production, DATABASE_URL: 'postgres://tallyboard@db/x' })).toEqual([]);
    // On a machine of one's own it may be what it likes.
    expect(complaints({ DATABASE_URL: url('postgres') })).toEqual([]);
  });
});

test('there is no demo in production, by default or by wish', () => {
  expect(readConfig({ NODE_ENV: 'production' }, '/').demo).toBe(false);
  expect(readConfig({}, '/').demo).toBe(true);
  expect(complaints({ NODE_ENV: 'production', DEMO: '1' })).toEqual([expect.stringContaining('DEMO=1')]);
});

describe('mail is set up whole or not at all', () => {
  const whole = {
    SMTP_URL: 'smtps://board:s3cret-word@mail.example.com',
    MAIL_FROM: '计功板 <board@example.com>',
    PUBLIC_URL: 'https://board.example.com',
  };
  test('with all three it is, without any it is not', () => {
    expect(readConfig(whole, '/').mail).toEqual({ smtpUrl: whole.SMTP_URL, from: whole.MAIL_FROM });
    expect(readConfig({}, '/').mail).toBeNull();
  });

  test.each([
    [{ MAIL_FROM: '' }, 'MAIL_FROM is not'],
    [{ SMTP_URL: '' }, 'SMTP_URL is not'],
    [{ MAIL_FROM: 'the board' }, 'not an address'],
    [{ MAIL_FROM: 'x\r\nBcc: all@example.com' }, 'not an address'],
    [{ PUBLIC_URL: '' }, 'needs PUBLIC_URL'],
  ])('%j', (wrong, said) => {
    const all = complaints({ ...whole, ...wrong });
    expect(all).toEqual([expect.stringContaining(said)]);
    expect(all.join()).not.toContain('s3cret-word');
  });

  test('another protocol is no mail server, and a password in it is not repeated', () => {
    const all = complaints({ ...whole, SMTP_URL: 'http://board:s3cret-word@mail.example.com' });
    expect(all[0]).toContain('SMTP_URL is not a smtp:// or smtps:// address');
    expect(all.join()).not.toContain('s3cret-word');
  });
});
