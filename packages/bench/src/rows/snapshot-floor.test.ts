import { expect, test } from 'vitest';
import { columnar, floorBytes } from './snapshot-floor.js';

test('every field of every object is in its column, at its place', () => {
  const columns = columnar([
    { id: 1, owners: { sales: 'a' } },
    { id: 2, owners: { sales: null }, tags: ['x'] },
    { id: 3, deadline: { on: '2027-01-01' } },
  ]);
  expect(columns).toEqual({
    id: [1, 2, 3],
    'owners.sales': ['a', null, null],
    tags: [null, ['x'], null],
    'deadline.on': [null, null, '2027-01-01'],
  });
});

test('the floor is smaller than the rows it is made of', () => {
  const cards = Array.from({ length: 300 }, (_, i) => ({
    id: `id-${i * 7919}`,
    stage: i % 2 === 0 ? 'QUOTED' : 'LOADED',
    owners: { sales: 'somebody', documents: null },
  }));
  expect(floorBytes({ cards })).toBeLessThan(JSON.stringify({ cards }).length / 5);
});
