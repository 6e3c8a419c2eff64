import fc from 'fast-check';

/** What nobody should send: other types, numbers beyond bounds, broken text, days that do not exist, SQL, paths, operators. */
export const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1e308,
    Number.MAX_SAFE_INTEGER + 2,
    '',
    ' ',
    '\u0000',
    '\ud800',
    '\u202e',
    '2026-02-30',
    '2026-02-30T00:00:00Z',
    "'; drop table trade_order; --",
    '__proto__',
    '../../etc/passwd',
    'a'.repeat(20_000),
    [],
    {},
    [[]],
    { $ne: 1 },
    'NaN',
    '1e999',
    '9223372036854775808',
  ),
  fc.uuid(),
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.array(fc.anything({ maxDepth: 2 }), { maxLength: 3 }),
);
/** As it goes into a path or a query. */
export const told = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));
const deep = (n: number): string => `{"a":${'['.repeat(n)}${']'.repeat(n)}}`;
/** Bodies that are no object, or none that can be read. */
export const FRAMES = [
  '',
  '{',
  'null',
  '[]',
  '"x"',
  '1',
  '{"a":1,"a":2}',
  '{"__proto__":{"x":1}}',
  deep(5_000),
  `{"title":"\\u0000"}`,
  '\ufeff{}',
];
