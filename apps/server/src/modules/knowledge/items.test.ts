import { knowledgeApi } from '@tallyboard/contracts/knowledge';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { aDraft, anItem, aTeam, aText } from './item.factory.js';

let server: TestServer;
let lin: Actor;
let chen: Actor;
let stranger: Actor;
beforeAll(async () => {
  server = await TestServer.start();
  [lin, chen, stranger] = await aTeam(server);
});
afterAll(() => server.stop());

const search = async (input: Partial<Parameters<typeof find>[0]>, as: Actor) => (await find(input, as)).reply;
const find = (input: { q?: string; in?: 'pool' | 'mine' | 'review'; type?: 'template' }, as: Actor) =>
  server.call(knowledgeApi.search, { in: 'pool', offset: 0, limit: 20, ...input }, as);
const titles = async (q: string, as = stranger): Promise<string[]> =>
  (await search({ q }, as)).items.map((i) => i.title);
const factsOf = (id: string): Promise<{ name: string }[]> =>
  server.db.query(`select name from feed_event where payload->'item'->>'id' = $1 order by seq`, [id]);

describe('from a draft into the pool', () => {
  test('it is written, looked at by somebody else, published to all teams, and told', async () => {
    const draft = await aDraft(server, lin, { title: '德国市场调研', body: '家具类进口商的付款习惯与节假日安排。' });
    expect(draft).toMatchObject({ state: 'draft', revision: 0, may: ['write', 'submit'], published: null });
    const { reply: asked } = await server.call(knowledgeApi.submit, { id: draft.id, expectedVersion: 1 }, lin);
    expect((await search({ in: 'review' }, chen)).items.map((i) => i.id)).toContain(draft.id);
    const own = await server.call(knowledgeApi.publish, { id: draft.id, expectedVersion: asked.version }, lin);
    expect(own.problem).toMatchObject({ code: 'knowledge.own_item' });
    const { reply } = await server.call(knowledgeApi.publish, { id: draft.id, expectedVersion: asked.version }, chen);
    expect(reply).toMatchObject({ state: 'published', revision: 1, reviewedBy: chen.id, editions: [{ revision: 1 }] });
    expect(await titles('德国')).toEqual(['德国市场调研']);
    expect((await factsOf(draft.id)).map((f) => f.name)).toEqual(['knowledge.submitted', 'knowledge.published']);
  });

  test('sent back it says why, to its author alone; on an old version the item is shown as it is', async () => {
    const { id, version } = await aDraft(server, lin, { title: '报价模板', body: '尊敬的客户，随函附上最新报价。' });
    const { reply } = await server.call(knowledgeApi.submit, { id, expectedVersion: version }, lin);
    const step = { id, expectedVersion: reply.version };
    await server.call(knowledgeApi.return, { ...step, note: '缺有效期' }, chen);
    const late = await server.call(knowledgeApi.publish, step, chen);
    expect([late.status, late.problem?.code]).toEqual([409, 'knowledge.stale']);
    const stale = await server.call(knowledgeApi.write, { id, expectedVersion: 1, text: aText() }, lin);
    expect(stale.problem).toMatchObject({ code: 'knowledge.stale', current: { returned: { note: '缺有效期' } } });
    expect((await factsOf(id)).map((f) => f.name)).toEqual(['knowledge.submitted', 'knowledge.returned']);
  });

  test('each publication is an edition that stays readable', async () => {
    const item = await anItem(server, lin, chen, { title: '验货清单', body: '外箱、唛头、数量、抽检比例。' });
    const text = aText({ title: '验货清单', body: '外箱、唛头、数量、抽检比例、封样。' });
    const written = await server.call(knowledgeApi.write, { id: item.id, expectedVersion: item.version, text }, lin);
    expect((await server.call(knowledgeApi.get, { id: item.id }, stranger)).reply).toMatchObject({ draft: null });
    const asked = await server.call(knowledgeApi.submit, { id: item.id, expectedVersion: written.reply.version }, lin);
    await server.call(knowledgeApi.publish, { id: item.id, expectedVersion: asked.reply.version }, chen);
    const bodies = await Promise.all(
      [1, 2].map((revision) => server.call(knowledgeApi.edition, { id: item.id, revision }, stranger)),
    );
    expect(bodies.map((b) => b.reply.text.body.endsWith('封样。'))).toEqual([false, true]);
    expect((await server.call(knowledgeApi.edition, { id: item.id, revision: 3 }, lin)).status).toBe(404);
  });

  test('nearly the same once more is refused with the one that is there, also when two are published at once', async () => {
    const body = Array.from({ length: 30 }, (_, i) => `第${'甲乙丙丁戊己庚辛壬癸'[i % 10]}条要核对${i}项`).join('，');
    const item = await anItem(server, lin, chen, { title: '单据核对', body });
    const twin = await aDraft(server, chen, { title: '单据核对', body: `${body}。` });
    const refused = await server.call(knowledgeApi.submit, { id: twin.id, expectedVersion: 1 }, chen);
    expect(refused.problem).toMatchObject({ code: 'knowledge.twin', twinId: item.id, twinTitle: '单据核对' });
    const other = body.replaceAll('核对', '复查').replaceAll('项', '处');
    const pair = await Promise.all([lin, chen].map((by) => aDraft(server, by, { title: '复查', body: other })));
    const asked = await Promise.all(
      pair.map(({ id }, i) => server.call(knowledgeApi.submit, { id, expectedVersion: 1 }, [lin, chen][i]!)),
    );
    expect(asked.map((a) => a.status)).toEqual([200, 200]);
    const letIn = await Promise.all(
      asked.map(({ reply }, i) =>
        server.call(knowledgeApi.publish, { id: reply.id, expectedVersion: reply.version }, [chen, lin][i]!),
      ),
    );
    expect(letIn.map((l) => l.status).sort()).toEqual([200, 409]);
  });

  test('withdrawn it is found and opened no more, by anybody but its author and managers', async () => {
    const item = await anItem(server, lin, chen, { title: '旧关税说明', body: '二〇二四年的税率，已不适用。' });
    const step = { id: item.id, expectedVersion: item.version };
    expect((await server.call(knowledgeApi.withdraw, step, chen)).problem?.code).toBe('knowledge.not_yours');
    await server.call(knowledgeApi.withdraw, step, server.manager);
    expect(await titles('旧关税')).toEqual([]);
    const seen = await Promise.all(
      [lin, server.manager, chen, stranger].map((as) => server.call(knowledgeApi.get, { id: item.id }, as)),
    );
    expect(seen.map((s) => s.status)).toEqual([200, 200, 404, 404]);
    expect((await server.call(knowledgeApi.edition, { id: item.id, revision: 1 }, stranger)).status).toBe(404);
  });
});

describe('drafts of others', () => {
  test('are reached by no list, count, search, address or edition', async () => {
    const secret = await aDraft(server, lin, { title: '机密草稿', body: '独角兽计划只有作者知道。' });
    for (const as of [chen, stranger, server.manager]) {
      for (const scope of ['pool', 'mine', 'review'] as const) {
        const { items, total } = await search({ q: '独角兽', in: scope }, as);
        expect(items.map((i) => i.id)).not.toContain(secret.id);
        if (scope === 'pool') expect(total).toBe(0);
      }
      expect((await server.call(knowledgeApi.get, { id: secret.id }, as)).status).toBe(404);
      expect((await server.call(knowledgeApi.edition, { id: secret.id, revision: 1 }, as)).status).toBe(404);
      const write = { id: secret.id, expectedVersion: 1, text: aText() };
      expect((await server.call(knowledgeApi.write, write, as)).status).toBe(404);
    }
    expect((await search({ in: 'mine' }, lin)).items.map((i) => i.id)).toContain(secret.id);
  });

  test('are not told by their title when the item leaves the pool, nor when a doubt is decided after that', async () => {
    const item = await anItem(server, lin, chen, { title: '船期说明', body: `船期 ${crypto.randomUUID()}` });
    await server.call(knowledgeApi.open, { id: item.id }, chen);
    const doubted = await server.call(knowledgeApi.flag, { id: item.id, kind: 'wrong', note: '不对' }, chen);
    const text = aText({ title: '机密标题', body: '还没有写完' });
    const write = { id: item.id, expectedVersion: item.version, text };
    const { reply: written } = await server.call(knowledgeApi.write, write, lin);
    await server.call(knowledgeApi.withdraw, { id: item.id, expectedVersion: written.version }, lin);
    const decision = { id: doubted.reply.flags[0]!.id, upheld: true, answer: null };
    expect((await server.call(knowledgeApi.decideFlag, decision, lin)).status).toBe(200);
    const told = await server.db.query<{ name: string; title: string }[]>(
      `select name, payload->'item'->>'title' as title from feed_event where payload->'item'->>'id' = $1 order by seq desc limit 2`,
      [item.id],
    );
    expect(told).toEqual([
      { name: 'knowledge.flag_upheld', title: '船期说明' },
      { name: 'knowledge.withdrawn', title: '船期说明' },
    ]);
  });

  test('in review they are for colleagues of the team alone', async () => {
    const { id, version } = await aDraft(server, lin, { title: '待审草稿', body: '请同事看看这份展会跟进清单。' });
    await server.call(knowledgeApi.submit, { id, expectedVersion: version }, lin);
    const seen = await Promise.all([chen, stranger].map((as) => server.call(knowledgeApi.get, { id }, as)));
    expect(seen.map((s) => s.status)).toEqual([200, 404]);
    expect(await titles('展会跟进')).toEqual([]);
    expect((await search({ in: 'review' }, stranger)).total).toBe(0);
  });
});
