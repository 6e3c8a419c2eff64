import type { ImportReport } from '@tallyboard/contracts/order-imports';
import { ordersApi } from '@tallyboard/contracts/orders';
import { pointsApi } from '@tallyboard/contracts/points';
import { gb18030 } from '@tallyboard/testkit/gb18030';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { harmless } from './sheet-out.js';

let server: TestServer;
let lin: Actor;
beforeAll(async () => {
  server = await TestServer.start();
  lin = await server.person(['sales'], '林晓雯');
});
afterAll(() => server.stop());

const HEADER = '订单号,客户名称,国家,品名,金额,币种,承诺船期,业务员,状态,贸易术语';
const base64 = (bytes: string | Buffer): string => Buffer.from(bytes).toString('base64');
const run = (content: string | Buffer, as = lin, more = {}) =>
  server.call(ordersApi.importRun, { fileName: 'orders.csv', contentBase64: base64(content), ...more }, as);
const preview = (content: string | Buffer, as = lin, more = {}) =>
  server.call(ordersApi.importPreview, { fileName: 'orders.csv', contentBase64: base64(content), ...more }, as);
const outcomes = (report: ImportReport) =>
  report.rows.map((r) => [r.no, r.outcome, ...r.errors.map((e) => `${e.field}:${e.code}`)]);
const facts = async (): Promise<number> =>
  (await server.db.query<[{ n: number }]>('select count(*)::int as n from feed_event'))[0].n;
/** Who waits for an order that somebody else has locked holds its place in the queue of that row. */
const waiting = async (): Promise<number> =>
  (
    await server.db.query<[{ n: number }]>(
      `select count(*)::int as n from pg_locks l join pg_database d on d.oid = l.database
       where d.datname = current_database() and l.locktype = 'tuple' and l.relation = 'trade_order'::regclass`,
    )
  )[0].n;

describe('a sheet', () => {
  const rows = [
    'A-1,Alpha GmbH,德国,保温杯,"US$ 45,200.00",,2026年12月3日,林晓雯,报价,FOB 宁波',
    'A-2,Beta Ltd,UK,工具,45200,美元,2026.12.3,,备货生产,CIF',
    'A-3,Gamma,Atlantis,灯,abc,USD,03/12/2026,某人,外星,EXW',
  ];

  test.each([
    ['UTF-8', Buffer.from([HEADER, ...rows].join('\r\n')), 'utf-8'],
    ['UTF-8 with BOM', Buffer.from(`\ufeff${[HEADER, ...rows].join('\n')}`), 'utf-8'],
    ['GB18030', gb18030([HEADER, ...rows].join('\r\n')), 'gb18030'],
    [
      'tabs',
      Buffer.from(
        [HEADER, ...rows]
          .map((r) =>
            r
              .replace(/"([^"]*)"/g, (_, c: string) => c)
              .split(/,(?! ?200)/)
              .join('\t'),
          )
          .join('\n'),
      ),
      'utf-8',
    ],
  ])('in %s is read, and says row by row what is wrong', async (_, bytes, encoding) => {
    const before = await facts();
    const { reply, status } = await preview(bytes);
    expect(status).toBe(200);
    expect(reply.encoding).toBe(encoding);
    expect(outcomes(reply)).toEqual([
      ['A-1', 'create'],
      ['A-2', 'create'],
      [
        'A-3',
        'error',
        'country:unknown_country',
        'stage:unknown_stage',
        'promisedShipOn:not_a_day',
        'amount:not_an_amount',
        'ownerSales:unknown_person',
      ],
    ]);
    expect(await facts()).toBe(before);
  });

  test('is imported with its customers; the same sheet again changes nothing; a changed cell changes that', async () => {
    const sheet = [HEADER, ...rows].join('\n');
    expect((await run(sheet)).reply.counts).toEqual({ create: 2, update: 0, same: 0, error: 1 });
    const board = (await server.call(ordersApi.board, { teamId: server.teamId }, lin)).reply;
    expect(board.cards).toContainEqual(
      expect.objectContaining({
        no: 'A-1',
        customerName: 'Alpha GmbH',
        country: 'DE',
        stage: 'QUOTED',
        currency: 'USD',
        amountMinor: 4_520_000,
        promisedShipOn: '2026-12-03',
        owners: { sales: lin.id, documents: null, logistics: null },
      }),
    );
    const before = await facts();
    expect((await run(sheet)).reply.counts).toEqual({ create: 0, update: 0, same: 2, error: 1 });
    expect(await facts()).toBe(before);
    expect(outcomes((await run(sheet.replace('保温杯', '不锈钢保温杯'))).reply)[0]).toEqual(['A-1', 'update']);
    expect(await facts()).toBe(before + 1);
  });

  test('tells before it is imported what each field of a known order becomes', async () => {
    const other = await server.person(['sales'], '吴桐');
    const manager = await server.person(['manager'], '王磊');
    const changed = rows[0]!
      .replace('保温杯', '马克杯')
      .replace('US$ 45,200.00', 'US$ 50,000.00')
      .replace('林晓雯', '吴桐');
    const { reply } = await preview([HEADER, changed, rows[1]!, 'A-9,Alpha GmbH,,,,,,,,'].join('\n'), manager);
    expect(reply.rows.map((r) => [r.no, r.outcome, r.changes])).toEqual([
      [
        'A-1',
        'update',
        [
          { field: 'title', from: '不锈钢保温杯', to: '马克杯' },
          { field: 'amount', from: '45200.00', to: '50000.00' },
          { field: 'ownerSales', from: lin.id, to: other.id },
        ],
      ],
      ['A-2', 'same', []],
      ['A-9', 'create', []],
    ]);
  });

  test('never moves a card back to where the sheet has it', async () => {
    const card = (await server.call(ordersApi.board, { teamId: server.teamId }, lin)).reply.cards.find(
      (c) => c.no === 'A-1',
    )!;
    await server.call(
      ordersApi.move,
      { id: card.id, expectedVersion: card.version, toStage: 'NEGOTIATING', afterId: null },
      lin,
    );
    await run([HEADER, rows[0]!.replace('保温杯', '杯子')].join('\n'));
    const after = (await server.call(ordersApi.board, { teamId: server.teamId }, lin)).reply.cards.find(
      (c) => c.no === 'A-1',
    )!;
    expect(after).toMatchObject({ stage: 'NEGOTIATING', title: '杯子' });
  });

  test('does not touch an order that was given up, but may still name it', async () => {
    const sheet = [HEADER, 'G-1,Alpha GmbH,DE,灯,,,,林晓雯,报价,'].join('\n');
    await run(sheet);
    const card = (await server.call(ordersApi.board, { teamId: server.teamId }, lin)).reply.cards.find(
      (c) => c.no === 'G-1',
    )!;
    await server.call(ordersApi.lose, { id: card.id, expectedVersion: 1, reason: 'price' }, lin);
    const changed = sheet.replace('灯', '吊灯');
    expect(outcomes((await preview(changed)).reply)).toEqual([['G-1', 'error', 'no:order_given_up']]);
    expect((await run(changed)).reply.counts).toEqual({ create: 0, update: 0, same: 0, error: 1 });
    expect(outcomes((await run(sheet)).reply)).toEqual([['G-1', 'same']]);
    expect((await server.call(ordersApi.get, { id: card.id }, lin)).reply).toMatchObject({ version: 2, title: '灯' });
  });

  test('meets an order that is given up while it is imported: told so, not written', async () => {
    const sheet = [HEADER, 'G-2,Alpha GmbH,DE,灯,,,,林晓雯,报价,'].join('\n');
    await run(sheet);
    const lock = server.db.createQueryRunner();
    await lock.startTransaction();
    await lock.query(`update trade_order set status = 'cancelled', version = version + 1 where no = 'G-2'`);
    const importing = run(sheet.replace('灯', '吊灯'));
    await expect.poll(() => waiting()).toBe(1);
    await lock.commitTransaction();
    await lock.release();
    expect(outcomes((await importing).reply)).toEqual([['G-2', 'error', 'no:order_given_up']]);
  });

  test('with an order that was secured before it came earns nothing for that', async () => {
    await run([HEADER, 'B-1,Old Friend,US,灯,90000,USD,2027-01-05,林晓雯,SHIPPED,FOB'].join('\n'));
    await server.settled();
    const card = (await server.call(ordersApi.board, { teamId: server.teamId }, lin)).reply.cards.find(
      (c) => c.no === 'B-1',
    )!;
    expect((await server.call(pointsApi.ofOrder, { orderId: card.id }, lin)).reply.entries).toEqual([]);
  });

  test('with foreign headers is mapped by hand', async () => {
    const sheet = 'Ref;Who;Where\nC-1;Delta;FR\n';
    expect(outcomes((await preview(sheet)).reply)).toEqual([['', 'error', 'no:required', 'customerName:required']]);
    expect(
      outcomes(
        (await preview(sheet, lin, { mapping: { no: 'Ref', customerName: 'Who', country: 'Where', nonsense: 'x' } }))
          .reply,
      ),
    ).toEqual([['C-1', 'create']]);
  });

  test('with a number twice, of another team, or a new customer without a country is told so', async () => {
    const stranger = await server.person(['sales'], 'Stranger', await server.team('别的队'));
    expect(
      outcomes(
        (await preview([HEADER, 'D-1,Epsilon,FR,,,,,,,', 'd-1,Epsilon,FR,,,,,,,', 'D-2,Zeta,,,,,,,,'].join('\n')))
          .reply,
      ),
    ).toEqual([
      ['D-1', 'create'],
      ['d-1', 'error', 'no:duplicate_in_file'],
      ['D-2', 'error', 'country:country_needed'],
    ]);
    expect(outcomes((await preview([HEADER, rows[0]!].join('\n'), stranger)).reply)).toEqual([
      ['A-1', 'error', 'ownerSales:unknown_person', 'no:order_of_other_team'],
    ]);
  });

  test.each([
    ['empty', Buffer.alloc(0)],
    ['spreadsheet', Buffer.from('PK\u0003\u0004')],
    ['binary', Buffer.from('a,b\u0000\n1,2')],
    ['headers', Buffer.from('just one\n1')],
    ['same_header_twice', Buffer.from('a,a\n1,2')],
  ])('that is %s is refused as such', async (why, bytes) => {
    const { status, problem } = await preview(bytes);
    expect([status, problem.code, problem['why']]).toEqual([422, 'orders.file_unreadable', why]);
  });

  test('of 5,001 rows is too long', async () => {
    const long = [HEADER, ...Array.from({ length: 5_001 }, (_, i) => `L-${i},Alpha GmbH,DE,,,,,,,`)].join('\n');
    expect((await preview(long)).problem.code).toBe('orders.file_too_long');
  });
});

test('2,000 rows of GB18030 come in at once, and everybody who follows gets them', async () => {
  const live = server.socket(lin);
  const feed = `team:${server.teamId}`;
  const head = (await server.db.query<[{ seq: number }]>('select seq from feed_head where feed = $1', [feed]))[0].seq;
  await live.subscribe(feed, head);
  const sheet = [
    HEADER,
    ...Array.from(
      { length: 2_000 },
      (_, i) =>
        `X-${i},买家 ${i % 60},德国,货 ${i},"￥${1000 + i}.50",,2027/1/${1 + (i % 28)},林晓雯,${i % 2 ? '订舱' : '报价'},FOB`,
    ),
  ].join('\r\n');
  const { reply, status } = await run(gb18030(sheet));
  expect(status).toBe(200);
  expect(reply.counts).toEqual({ create: 2_000, update: 0, same: 0, error: 0 });
  await expect
    .poll(() => live.packets.flatMap((p) => p.facts).filter((f) => f.name === 'orders.created').length, {
      timeout: 5_000,
    })
    .toBe(2_000);
  const [{ ranks }] = await server.db.query<[{ ranks: number }]>(
    `select count(distinct rank)::int as ranks from trade_order where no like 'X-%'`,
  );
  expect(ranks).toBe(2_000);
  live.socket.close();
}, 60_000);

describe('a sheet out', () => {
  test('is what the import reads: exported and imported again it changes nothing', async () => {
    const { reply } = await server.call(ordersApi.export, { locale: 'zh-CN', q: 'A-' }, lin);
    expect(reply.startsWith('订单号,客户,')).toBe(true);
    // Excel needs the mark that `text()` takes off.
    const bytes = await (
      await fetch(`${server.running.url}/api/v1/orders/export`, { headers: { cookie: lin.cookie } })
    ).bytes();
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect((await preview(reply)).reply.counts).toMatchObject({ create: 0, update: 0, error: 0 });
    const english = (await server.call(ordersApi.export, { locale: 'en', q: 'A-' }, lin)).reply;
    expect((await preview(english)).reply.counts).toMatchObject({ create: 0, update: 0, error: 0 });
  });

  test('has no price for who may not see it, and no cell that runs as a formula', async () => {
    const clerk = await server.person(['logistics'], 'Clerk');
    const { reply } = await server.call(ordersApi.export, { locale: 'en', q: 'A-1' }, clerk);
    expect(reply).not.toContain('45200');
    for (const cell of ['=1+1', '+1', '-1', '@x', '＝1', '\t1']) expect(harmless(cell)).toBe(`'${cell}`);
    expect(harmless('Alpha')).toBe('Alpha');
  });

  test('as a template says what is known, in both languages, and reads as one good row', async () => {
    for (const locale of ['zh-CN', 'en'] as const) {
      const { reply } = await server.call(ordersApi.importTemplate, { locale }, lin);
      expect((await preview(reply)).reply.counts).toEqual({ create: 1, update: 0, same: 0, error: 0 });
    }
  });
});
