import { customersApi } from '@tallyboard/contracts/customers';
import { ordersApi } from '@tallyboard/contracts/orders';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aCustomer, anOrder } from '../../modules/orders/order.factory.js';
import { TestServer } from '../../testing/test-server.js';
import { csv, harmless } from './sheet-out.js';

/** How a spreadsheet knows a formula; the wide ones are typed by every Chinese keyboard. */
const TRIGGERS = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .tuple(fc.constantFrom(...TRIGGERS, '"', ',', '\n', '\r\n', "'", ';', ' '), fc.string({ unit: 'grapheme' }))
    .map((parts) => parts.join('')),
  fc.constantFrom(
    '=HYPERLINK("http://evil.example","x")',
    "=cmd|' /C calc'!A0",
    '+1+1',
    '-2+3',
    '@SUM(1)',
    '＝1+1',
    '\t=1',
    '\r=1',
  ),
);
const read = (text: string): string[][] => parse(text, { bom: true, relax_column_count: true });

describe('a sheet that goes out', () => {
  test('reads back cell by cell, and no cell begins a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 }), (rows) => {
        const back = read(csv(rows));
        expect(back).toEqual(rows.map((row) => row.map(harmless)));
        for (const text of back.flat()) expect(TRIGGERS.some((t) => text.startsWith(t))).toBe(false);
        // Nothing is lost: what was put in front is one apostrophe, or nothing.
        for (const [i, row] of rows.entries())
          for (const [k, text] of row.entries()) expect([text, `'${text}`]).toContain(back[i]![k]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what people typed, exported', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterAll(() => server.stop());

  test('is a text in every field, in both languages', async () => {
    const wide = TRIGGERS.filter((t) => t.trim() !== '');
    for (const [i, trigger] of wide.entries()) {
      const customerId = await aCustomer(server, server.manager, `${trigger}SUM(1) ${i}`);
      await anOrder(server, {
        customerId,
        no: `${trigger}N${i}`,
        title: `${trigger}1+1`,
        place: `${trigger}cmd|' /C calc'!A0`,
      });
    }
    // A line break inside a text does not begin a row.
    await anOrder(server, { no: 'N-LINES', title: 'first\n=1+1\n"=2' });
    expect(
      (await server.call(customersApi.list, { q: 'SUM', limit: 50 }, server.manager)).reply.customers,
    ).toHaveLength(wide.length);
    for (const locale of ['zh-CN', 'en'] as const) {
      const { reply } = await server.call(ordersApi.export, { locale }, server.manager);
      const rows = read(reply);
      expect(rows).toHaveLength(wide.length + 2);
      expect(rows.find((row) => row[0] === 'N-LINES')![3]).toBe('first\n=1+1\n"=2');
      for (const text of rows.flat()) expect([text, TRIGGERS.some((t) => text.startsWith(t))]).toEqual([text, false]);
      expect(rows.flat().filter((text) => text.startsWith("'")).length).toBe(wide.length * 4);
    }
  });
});
