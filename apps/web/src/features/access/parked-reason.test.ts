import { expect, test } from 'vitest';
import { parkedReason } from './parked-reason';

test.each<[string | null, string, string]>([
  ['23514', 'constraint', 'check_violation'],
  ['23505', 'constraint', 'unique_violation'],
  ['P0001', 'constraint', 'raise_exception'],
  ['42501', 'rights', 'insufficient_privilege'],
  ['53100', 'space', 'disk_full'],
  ['53300', 'busy', 'too_many_connections'],
  ['57014', 'busy', 'query_canceled'],
  ['40P01', 'busy', 'deadlock_detected'],
  ['40001', 'busy', 'serialization_failure'],
  ['42P01', 'other', 'undefined_table'],
  [null, 'other', 'an error of the program'],
])('%s is %s (%s)', (sqlState, reason) => {
  expect(parkedReason(sqlState)).toBe(reason);
});
