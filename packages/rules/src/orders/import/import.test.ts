import { describe, expect, test } from 'vitest';
import { parseMoney } from './parse-amount.js';
import { parseCountry } from './parse-country.js';
import { parseDay } from './parse-day.js';
import { readRow, stageNamesOf } from './read-row.js';
import { guessMapping } from './sheet-fields.js';

test.each([
  ['2026年11月3日', '2026-11-03'],
  ['2026.11.3', '2026-11-03'],
  ['2026/11/03', '2026-11-03'],
  ['2026-11-3', '2026-11-03'],
  ['20261103', '2026-11-03'],
  ['２０２６年１１月３日', '2026-11-03'],
  ['3-Nov-2026', '2026-11-03'],
  ['Nov 3, 2026', '2026-11-03'],
  ['3 November 2026', '2026-11-03'],
  ['2026/11/3 0:00', '2026-11-03'],
  ['2026年11月3号', '2026-11-03'],
  ['2026-02-30', null],
  ['03/11/2026', null],
  ['26.11.3', null],
  ['11月3日', null],
  ['soon', null],
  ['', null],
  ['2026-13-01', null],
  // What a spreadsheet keeps of a date: days since 1899-12-30.
  ['46329', '2026-11-03'],
  ['36526', '2000-01-01'],
  ['73415', '2100-12-31'],
  ['36525', null],
  ['73416', null],
  ['46329.5', null],
  ['4632', null],
])('the day %j is %j', (text, day) => {
  expect(parseDay(text)).toBe(day);
});

test.each([
  ['US$ 45,200.00', '', 'USD', 4_520_000],
  ['45200美元', '', 'USD', 4_520_000],
  ['USD45,200', '', 'USD', 4_520_000],
  ['$45,200.5', '', 'USD', 4_520_050],
  ['45200', 'USD', 'USD', 4_520_000],
  ['45 200.00', '美金', 'USD', 4_520_000],
  ['4.52万美元', '', 'USD', 4_520_000],
  ['1,200万', 'USD', 'USD', 1_200_000_000],
  ['￥12,000', '', 'CNY', 1_200_000],
  ['12000元', '', 'CNY', 1_200_000],
  ['€ 45.200,00', '', 'EUR', 4_520_000],
  ['1234,5', 'EUR', 'EUR', 123_450],
  ['8,000,000', 'JPY', 'JPY', 8_000_000],
  ['0', 'USD', 'USD', 0],
  ['HK$1,000', '', 'HKD', 100_000],
])('the amount %j %j is %s %d', (amount, currency, code, minor) => {
  expect(parseMoney(amount, currency)).toEqual({ ok: true, money: { currency: code, minor } });
});

test.each([
  ['45,200', '', 'currency_missing'],
  ['abc', 'USD', 'not_an_amount'],
  ['-5', 'USD', 'not_an_amount'],
  ['US$ 5', 'EUR', 'currencies_differ'],
  ['1.005', 'USD', 'not_an_amount'],
  ['5 - 7', 'USD', 'not_an_amount'],
  ['10', 'Doubloon', 'currency_missing'],
  ['99999999999999', 'USD', 'not_an_amount'],
  ['12,34,56', 'USD', 'not_an_amount'],
  ['4,5万', 'USD', 'decimal_comma'],
  ['4,52 万美元', '', 'decimal_comma'],
])('the amount %j %j is refused: %s', (amount, currency, problem) => {
  expect(parseMoney(amount, currency)).toEqual({ ok: false, problem });
});

test.each([
  ['德国', 'DE'],
  ['Germany', 'DE'],
  ['de', 'DE'],
  ['USA', 'US'],
  ['美国', 'US'],
  ['沙特', 'SA'],
  ['沙特阿拉伯', 'SA'],
  ['UAE', 'AE'],
  ['越南', 'VN'],
  ['Atlantis', null],
  ['ZZ', null],
])('the country %j is %j', (text, code) => {
  expect(parseCountry(text)).toBe(code);
});

describe('headers', () => {
  test('of a Chinese sheet', () => {
    expect(
      guessMapping([
        '序号',
        '订单号',
        '客户名称',
        '国家',
        '品名',
        '金额（USD）',
        '币种',
        '承诺船期',
        '业务员',
        '状态',
        '备注',
      ]),
    ).toEqual({
      no: '订单号',
      customerName: '客户名称',
      country: '国家',
      title: '品名',
      amount: '金额（USD）',
      currency: '币种',
      promisedShipOn: '承诺船期',
      ownerSales: '业务员',
      stage: '状态',
    });
  });
  test('of an English sheet', () => {
    expect(guessMapping(['Order No.', 'Buyer', 'Country', 'Incoterms', 'Amount', 'Ship Date', 'Status'])).toMatchObject(
      {
        no: 'Order No.',
        customerName: 'Buyer',
        incoterm: 'Incoterms',
        amount: 'Amount',
        promisedShipOn: 'Ship Date',
        stage: 'Status',
      },
    );
  });
});

test('a row says all that is wrong with it at once, and reads the rest', () => {
  const mapping = {
    no: 'n',
    customerName: 'c',
    country: 'k',
    amount: 'a',
    stage: 's',
    ownerSales: 'o',
    incoterm: 'i',
    promisedShipOn: 'd',
  };
  const context = {
    stageNames: stageNamesOf([{ code: 'QUOTED', nameZh: '已报价', nameEn: 'Offer out' }]),
    people: new Map([['林晓雯', 'u1']]),
  };
  const { order, errors } = readRow(
    { n: '', c: ' ACME ', k: 'Atlantis', a: 'x', s: '已报价', o: '林晓雯', i: 'FOB 宁波', d: '2026-02-30' },
    mapping,
    context,
  );
  expect(order).toEqual({
    no: '',
    customer: 'ACME',
    stage: 'QUOTED',
    incoterm: 'FOB',
    place: '宁波',
    owners: { sales: 'u1' },
  });
  expect(errors.map((e) => `${e.field}:${e.code}`)).toEqual([
    'no:required',
    'country:unknown_country',
    'promisedShipOn:not_a_day',
    'amount:not_an_amount',
  ]);
});
