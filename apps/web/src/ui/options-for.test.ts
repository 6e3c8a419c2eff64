import { expect, test } from 'vitest';
import { optionsFor } from './options-for';

const options = [
  { value: 'AE', label: '阿联酋' },
  { value: 'DE', label: 'Germany' },
  { value: 'MM', label: 'Myanmar' },
  { value: 'OM', label: 'Oman' },
];
const found = (sought: string, chosen: string[] = []): string[] =>
  optionsFor(options, chosen, sought).map((o) => o.value);

test('options are found by name and by code, the nearest first; what is chosen keeps its name', () => {
  expect(found('')).toEqual(['AE', 'DE', 'MM', 'OM']);
  expect(found('联')).toEqual(['AE']);
  expect(found(' om ')).toEqual(['OM']);
  expect(found('man')).toEqual(['DE', 'OM']);
  expect(found('mm')).toEqual(['MM']);
  expect(found('zz')).toEqual([]);
  expect(found('ger', ['OM'])).toEqual(['DE', 'OM']);
});
