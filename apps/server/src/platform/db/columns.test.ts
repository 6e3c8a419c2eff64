import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantFrom } from './columns.js';

test('an instant as Postgres writes it is the one a calendar reads', () => {
  const times = fc.tuple(
    fc.date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
    fc.option(fc.stringMatching(/^\d{1,6}$/), { nil: '' }),
    fc.constantFrom('+00', '+08', '-05', '+05:30'),
  );
  fc.assert(
    fc.property(times, ([date, fraction, zone]) => {
      const [day, time] = date.toISOString().slice(0, 19).split('T') as [string, string];
      const text = `${day} ${time}${fraction && `.${fraction}`}${zone}`;
      expect(instantFrom(text)).toBe(new Date(text).toISOString());
    }),
  );
});

test('what is no instant is refused', () => {
  expect(() => instantFrom('infinity')).toThrow(RangeError);
  expect(instantFrom('2026-02-28 23:59:59.9999+00')).toBe('2026-02-28T23:59:59.999Z');
});
