import { createHash } from 'node:crypto';
import { crc32, deflateRawSync, deflateSync } from 'node:zlib';
import { knowledgeApi } from '@tallyboard/contracts/knowledge';
import { fileAddress } from '@tallyboard/rules/knowledge/file-kinds';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SetClock } from '../../platform/clock/clock.js';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { aDraft, anItem, aText } from './item.factory.js';
import { Files } from './files.js';

const clock = new SetClock('2026-11-26T02:00:00.000Z');
let server: TestServer;
let author: Actor;
let reader: Actor;
let stranger: Actor;
beforeAll(async () => {
  server = await TestServer.start({ clock });
  [author, reader] = [await server.person(['sales'], 'Author'), await server.person(['documents'], 'Reader')];
  stranger = await server.person(['sales'], 'Stranger', await server.team('外队'));
});
afterAll(() => server.stop());

/** A picture of one colour that says it is so large. */
function png(width = 1, height = 1): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const pixels = deflateSync(Buffer.alloc(4));
  const sign = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([sign, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

/** A packed file; `says`: how large each part claims to be when unpacked. */
function zip(parts: Record<string, string>, says?: number): Buffer {
  const [bodies, list]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const data = deflateRawSync(Buffer.from(text));
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(Buffer.from(text)), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(says ?? text.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    list.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), common, tail, Buffer.from(name)]));
    bodies.push(local);
    at += local.length;
  }
  const listed = Buffer.concat(list);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(list.length, 4);
  end.writeUInt16LE(list.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...bodies, listed, Buffer.from('PK\u0005\u0006'), end]);
}
const WORD = {
  '[Content_Types].xml':
    '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  'word/document.xml': '<w:document/>',
};

const add = (id: string, name: string, content: Buffer, as = author, headers = {}) =>
  server.call(knowledgeApi.addFile, { id, name, content: new Uint8Array(content) }, as, headers);
async function fetched(id: string, as: Actor) {
  const res = await fetch(`${server.url}${fileAddress(id)}`, { headers: { cookie: as.cookie } });
  return { status: res.status, headers: res.headers, bytes: Buffer.from(await res.arrayBuffer()) };
}
const code = async (asked: ReturnType<typeof add>) => {
  const { status, problem } = await asked;
  return status === 200 ? 'taken' : problem.code;
};

describe('what is taken in', () => {
  let draftId: string;
  beforeAll(async () => {
    draftId = (await aDraft(server, author)).id;
  });
  const pdf = Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF');
  test.each([
    ['a picture', 'photo.png', () => png(), 'taken'],
    ['a paper', '合同.pdf', () => pdf, 'taken'],
    ['a letter', 'letter.docx', () => zip(WORD), 'taken'],
    ['words', 'notes.txt', () => Buffer.from('交期 30 天'), 'taken'],
    ['a page', 'page.html', () => Buffer.from('<script>1</script>'), 'knowledge.file_kind'],
    ['a drawing', 'plan.svg', () => Buffer.from('<svg/>'), 'knowledge.file_kind'],
    ['a program', 'setup.exe', () => Buffer.from('MZ'), 'knowledge.file_kind'],
    ['a page that calls itself a picture', 'photo.png', () => Buffer.from('<html>'), 'knowledge.file_refused'],
    ['a paper that calls itself a picture', 'photo.png', () => pdf, 'knowledge.file_refused'],
    ['a program that calls itself words', 'notes.txt', () => Buffer.from([0x4d, 0x5a, 0, 1]), 'knowledge.file_refused'],
    ['a picture too large to be shown', 'big.png', () => png(8_000, 8_000), 'knowledge.file_refused'],
    ['a letter that blows up', 'bomb.docx', () => zip(WORD, 200_000), 'knowledge.file_refused'],
    ['a letter of too much', 'bomb.docx', () => zip(WORD, 3e9), 'knowledge.file_refused'],
    ['a letter cut short', 'half.docx', () => zip(WORD).subarray(0, -30), 'knowledge.file_refused'],
    ['nothing', 'empty.png', () => Buffer.alloc(0), 'knowledge.file_refused'],
  ])('%s', async (_, name, make, said) => expect(await code(add(draftId, name, make()))).toBe(said));

  test('a packed file of thousands of parts is not read to its end', async () => {
    const many = Object.fromEntries(Array.from({ length: 1_200 }, (_, i) => [`word/${i}.xml`, 'x']));
    expect(await code(add(draftId, 'many.docx', zip({ ...WORD, ...many })))).toBe('knowledge.file_refused');
  });

  test('twenty megabytes, and not a byte more: too much is not waited for', async () => {
    const full = Buffer.alloc(20 * 1_048_576, 'a');
    const { status, reply } = await add(draftId, 'full.txt', full);
    expect(status).toBe(200);
    const { bytes } = await fetched(reply.id, author);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(createHash('sha256').update(full).digest('hex'));
    const more = await add(draftId, 'more.txt', Buffer.alloc(20 * 1_048_576 + 1, 'a')).catch(() => null);
    expect(more === null || more.problem.code === 'request.too_large').toBe(true);
    // One that does not say how long it is.
    const body = new ReadableStream({
      pull: (to) => to.enqueue(Buffer.alloc(1_048_576, 'a')),
    });
    const endless = await fetch(`${server.url}/api/v1/knowledge/${draftId}/files?name=x.txt`, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: {
        cookie: author.cookie,
        'content-type': 'application/octet-stream',
        'idempotency-key': crypto.randomUUID(),
      },
    } as RequestInit).catch(() => null);
    expect(endless === null || endless.status === 413).toBe(true);
  });

  test('who may not ask is not listened to; a form of another site cannot ask', async () => {
    const send = (headers: Record<string, string>) =>
      fetch(`${server.url}/api/v1/knowledge/${draftId}/files?name=x.txt`, { method: 'POST', body: 'x', headers });
    expect((await send({ 'content-type': 'application/octet-stream' })).status).toBe(401);
    expect((await send({ 'content-type': 'text/plain', cookie: author.cookie })).status).toBe(415);
  });

  test('repeated, it is the same file', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const [one, two] = [
      await add(draftId, 'a.png', png(), author, key),
      await add(draftId, 'a.png', png(), author, key),
    ];
    expect(two.reply).toEqual(one.reply);
    expect((await add(draftId, 'b.png', png(), author, key)).problem.code).toBe('request.key_reused');
  });

  test('only into what one is writing, and no more than there is room for', async () => {
    expect((await add(draftId, 'a.png', png(), reader)).problem.code).toBe('knowledge.not_found');
    const { id, version } = await aDraft(server, author, { title: 'b', body: 'c' });
    await server.call(knowledgeApi.submit, { id, expectedVersion: version }, author);
    expect((await add(id, 'a.png', png())).problem.code).toBe('knowledge.in_review');
    expect((await add(id, 'a.png', png(), reader)).problem.code).toBe('knowledge.not_yours');
    const rich = await server.person(['sales'], 'Rich');
    const own = await aDraft(server, rich);
    await server.db.query(
      `insert into knowledge_file (id, item_id, added_by, name, type, bytes, sha256, added_at)
       select gen_random_uuid(), $1, $2, 'a.png', 'image/png', 20971520, '', now() from generate_series(1, 25)`,
      [own.id, rich.id],
    );
    expect((await add(own.id, 'a.png', png(), rich)).problem.code).toBe('knowledge.quota');
  });
});

test('a file is read by whoever may read a text that refers to it', async () => {
  const draft = await aDraft(server, author);
  const shown = (await add(draft.id, '柜门 "1".png', png())).reply;
  const other = (await add(draft.id, 'other.png', png())).reply;
  expect([(await fetched(shown.id, author)).status, (await fetched(shown.id, reader)).status]).toEqual([200, 404]);
  const text = aText({ title: crypto.randomUUID(), body: `见图 ![](${fileAddress(shown.id)})` });
  const written = await server.call(knowledgeApi.write, { id: draft.id, expectedVersion: draft.version, text }, author);
  const asked = await server.call(
    knowledgeApi.submit,
    { id: draft.id, expectedVersion: written.reply.version },
    author,
  );
  expect([(await fetched(shown.id, reader)).status, (await fetched(shown.id, stranger)).status]).toEqual([200, 404]);
  const { reply } = await server.call(
    knowledgeApi.publish,
    { id: draft.id, expectedVersion: asked.reply.version },
    reader,
  );
  const { status, headers, bytes } = await fetched(shown.id, stranger);
  expect([status, bytes.equals(png())]).toEqual([200, true]);
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': 'image/png',
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'content-disposition': `attachment; filename="__ _1_.png"; filename*=UTF-8''%E6%9F%9C%E9%97%A8%20%221%22.png`,
  });
  // Of the same item, but nowhere in it.
  expect((await fetched(other.id, stranger)).status).toBe(404);
  await server.call(knowledgeApi.withdraw, { id: draft.id, expectedVersion: reply.version }, author);
  expect([(await fetched(shown.id, stranger)).status, (await fetched(shown.id, author)).status]).toEqual([404, 200]);
});

test('what nothing refers to for a week is gone, what an old edition shows stays', async () => {
  const draft = await aDraft(server, author);
  const [kept, unused] = [(await add(draft.id, 'a.png', png())).reply, (await add(draft.id, 'b.png', png())).reply];
  const text = aText({ title: crypto.randomUUID(), body: fileAddress(kept.id) });
  await server.call(knowledgeApi.write, { id: draft.id, expectedVersion: draft.version, text }, author);
  const files = server.running.app.get(Files);
  const later = (days: number) => files.sweep(new Date(Date.parse(clock.now()) + days * 86_400_000).toISOString());
  await later(6);
  expect((await fetched(unused.id, author)).status).toBe(200);
  await later(8);
  expect([(await fetched(unused.id, author)).status, (await fetched(kept.id, author)).status]).toEqual([404, 200]);
});

const write = async (id: string, body: string, as: Actor) => {
  const { version } = (await server.call(knowledgeApi.get, { id }, as)).reply;
  return server.call(
    knowledgeApi.write,
    { id, expectedVersion: version, text: aText({ title: crypto.randomUUID(), body }) },
    as,
  );
};

test('a text that was copied takes its files with it: they are read there, and stay', async () => {
  const first = await aDraft(server, author);
  const file = (await add(first.id, 'a.png', png())).reply;
  const body = `见图 ![](${fileAddress(file.id)}) ${crypto.randomUUID()}`;
  const second = await anItem(server, author, reader, { title: crypto.randomUUID(), body });
  await write(first.id, '图在另一条里', author);
  expect((await fetched(file.id, stranger)).status).toBe(200);
  const files = server.running.app.get(Files);
  expect(await files.sweep(new Date(Date.parse(clock.now()) + 30 * 86_400_000).toISOString())).toBe(0);
  expect((await fetched(file.id, stranger)).status).toBe(200);
  // Whoever reads it may go on from it, in words of their own.
  const third = await aDraft(server, stranger, { title: crypto.randomUUID(), body });
  await server.call(knowledgeApi.withdraw, { id: second.id, expectedVersion: second.version }, author);
  expect([(await fetched(file.id, stranger)).status, (await fetched(file.id, reader)).status]).toEqual([200, 404]);
  expect((await write(third.id, `${body} 再改`, stranger)).status).toBe(200);
});

test('nobody opens a stranger’s file by its address', async () => {
  const file = (await add((await aDraft(server, author)).id, 'a.png', png())).reply;
  const body = `![](${fileAddress(file.id)})`;
  const own = await aDraft(server, stranger);
  expect((await write(own.id, body, stranger)).problem?.code).toBe('knowledge.file_foreign');
  const begun = await server.call(knowledgeApi.create, { type: 'checklist', text: aText({ body }) }, stranger);
  expect(begun.problem?.code).toBe('knowledge.file_foreign');
  expect((await fetched(file.id, stranger)).status).toBe(404);
  // An address of nothing is a broken picture, not a refusal.
  expect((await write(own.id, `![](${fileAddress(crypto.randomUUID())})`, stranger)).status).toBe(200);
});

test('what was taken out of a draft may be put back for a week', async () => {
  const draft = await aDraft(server, author);
  const file = (await add(draft.id, 'a.png', png())).reply;
  await write(draft.id, fileAddress(file.id), author);
  await server.travel(clock, '2026-12-02T02:00:00.000Z');
  await write(draft.id, '没有图', author);
  const sweep = (days: number) =>
    server.running.app.get(Files).sweep(new Date(Date.parse(clock.now()) + days * 86_400_000).toISOString());
  await sweep(3);
  expect((await fetched(file.id, author)).status).toBe(200);
  expect(await sweep(8)).toBeGreaterThan(0);
  expect((await fetched(file.id, author)).status).toBe(404);
});
