import { expect, test } from 'vitest';
import { parkedReason } from './parked-reason';

test.each([
  ['new row for relation "account" violates check constraint "account_not_negative"', 'constraint'],
  ['duplicate key value violates unique constraint "ledger_txn_idem_key"', 'constraint'],
  ['permission denied for table ledger_entry', 'rights'],
  ['could not extend file "base/16384/2619": No space left on device', 'space'],
  ['canceling statement due to statement timeout', 'busy'],
  ['deadlock detected', 'busy'],
  ["Cannot read properties of undefined (reading 'zone')", 'other'],
])('%s is %s', (error, reason) => {
  expect(parkedReason(error)).toBe(reason);
});
