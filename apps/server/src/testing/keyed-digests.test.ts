import { createHash, createHmac } from 'node:crypto';
import { inquiriesApi } from '@tallyboard/contracts/inquiries';
import { intakeApi } from '@tallyboard/contracts/inquiry-intake';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MIGRATIONS } from '../migrations/all.js';
import { KeyedDigests1764000000071 } from '../migrations/1764000000071-keyed-digests.js';
import { anInquiry } from '../modules/inquiries/inquiry.factory.js';
import { ownerDataSource } from '../platform/db/data-source.js';
import { keyedDigest } from '../platform/db/keyed-digest.js';
import { TestServer } from './test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.stop());

const plain = (word: string): Buffer => createHash('sha256').update(word).digest();
const short = (word: string): string => plain(word).toString('base64url').slice(0, 22);
const contact = { name: 'Anna', email: 'Anna@hansen.example', phone: '' };

test('a digest is HMAC-SHA256 under the secret of this installation', async () => {
  const [{ inner }] = await server.db.query<[{ inner: Buffer }]>('select inner_pad as inner from digest_key');
  const key = Buffer.from(inner.map((b) => b ^ 0x36));
  for (const word of ['', 'mail:anna@hansen.example', '询盘'])
    expect(await keyedDigest(server.db, word)).toBe(
      createHmac('sha256', key).update(word).digest('base64url').slice(0, 22),
    );
});

test('what was kept before there was a key is recognized, and nothing of it can be guessed any more', async () => {
  const first = await anInquiry(server, { contact });
  const { token } = (await server.call(intakeApi.addSource, { name: 'Site', kind: 'form' }, server.manager)).reply;
  const form = { buyer: 'Hansen', contact, country: null, language: null, product: '', subject: '', message: 'Hello' };
  const send = () => server.call(intakeApi.receive, { token, ...form, website: '' }, null);
  const sent = (await send()).reply;
  const csv = 'buyer,email,message\nHansen,Anna@hansen.example,From a sheet';
  const load = async () =>
    (await server.call(intakeApi.importSheet, { csv, preview: false }, server.manager)).reply.rows[0];
  const row = await load();

  const owner = await ownerDataSource(server.database.url, MIGRATIONS).initialize();
  const runner = owner.createQueryRunner();
  await new KeyedDigests1764000000071().down(runner);
  const record = { buyer: 'Hansen', email: contact.email, message: 'From a sheet' };
  const { message, ...fields } = form;
  const words = [
    short('mail:anna@hansen.example'),
    short(JSON.stringify([fields, message])),
    `sheet:${plain(JSON.stringify(record)).toString('base64url')}`,
  ];
  await runner.query('update inquiry set buyer_key = $1', [words[0]]);
  await runner.query('update reply_clock set buyer_key = $1', [words[0]]);
  await runner.query(`update inquiry set external_key = left(external_key, 16) || $1 where source_kind = 'form'`, [
    words[1],
  ]);
  await runner.query(`update inquiry set external_key = $1 where source_kind = 'sheet'`, [words[2]]);
  await new KeyedDigests1764000000071().up(runner);
  await owner.destroy();

  expect((await send()).reply).toEqual(sent);
  expect(await load()).toMatchObject({ outcome: 'known', inquiryId: row?.inquiryId });
  const again = await anInquiry(server, { contact });
  const { others } = (await server.call(inquiriesApi.get, { id: again.inquiry.id }, server.manager)).reply;
  expect(others.map((o) => o.id)).toContain(first.inquiry.id);
  expect(others).toHaveLength(3);
  const kept = JSON.stringify(await server.db.query('select i.*, c.* from inquiry i, reply_clock c'));
  for (const word of words) expect(kept).not.toContain(word);
});
