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
