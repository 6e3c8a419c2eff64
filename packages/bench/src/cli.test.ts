import { expect, test } from 'vitest';
import { readPlan, UsageError } from './cli.js';
import { ROWS } from './goals.js';

test('without words everything is measured three times', () => {
  expect(readPlan([])).toEqual({ full: false, rows: ROWS, repeats: 3 });
});

test('rows are taken in the order of the bench, however they are written', () => {
  expect(readPlan(['--', '--full', '--only', 'wall,live', '--repeats=5'])).toEqual({
    full: true,
    rows: ['live', 'wall'],
    repeats: 5,
  });
});

test.each([[['--only', 'walls']], [['--only']], [['--repeats', '0']], [['--repeats', 'x']], [['--quick']]])(
  '%j is refused with a sentence',
  (args) => {
    expect(() => readPlan(args)).toThrow(UsageError);
  },
);
