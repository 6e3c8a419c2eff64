import { sketchOf } from '@tallyboard/rules/text/likeness';
import { plainOf, termsOf } from '@tallyboard/rules/text/terms';
import { seededRandom } from '@tallyboard/testkit/random';
import pg from 'pg';

const HAN =
  '信用证审核要点单清关提正本原产地报价交期付款尾款定金合同客户市场德国美国墨西哥中东五金园林工具铰链拉手包装箱唛头装柜截关订舱海运空运保险验货质量样品认证检测税率退税汇率展会渠道超市经销商竞品价格跟进回复催款沟通模板复盘丢单成交改进方案';
const LATIN =
  'shipment invoice packing documents container deposit balance quotation sample inspection hinge steel garden tool market buyer price reply letter credit origin FOB CIF DDP SABER GS CE FSC LUCID'.split(
    ' ',
  );
const AT_ONCE = 500;

/** Words that many items have, and words that few have: as often as words are in a language. */
function vocabulary(): (dice: { int: (a: number, b: number) => number }) => string {
  const all = [...HAN];
  const words = Array.from({ length: 4_000 }, (_, i) =>
    i % 5 === 0
      ? `${LATIN[(i / 5) % LATIN.length]}${i < 150 ? '' : i}`
      : all[(i * 7) % all.length]! + all[(i * 13 + Math.floor(i / all.length)) % all.length]!,
  );
  return (dice) => words[Math.floor(words.length ** (dice.int(0, 10_000) / 10_000)) - 1]!;
}

/** Fills the pool up to `count` items, as publishing leaves them. */
export async function multiplyItems(
  url: string,
  of: { teamId: string; authorId: string },
  count: number,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const dice = seededRandom(20_000);
    const word = vocabulary();
    await client.query('begin');
    for (let done = 0; done < count; done += AT_ONCE) {
      const items = Array.from({ length: Math.min(AT_ONCE, count - done) }, (_, i) => {
        const sentence = (n: number): string =>
          Array.from({ length: n }, () => word(dice)).join(dice.int(0, 9) ? '' : ' ');
        const text = {
          title: `${sentence(4)} ${done + i}`,
          body: Array.from({ length: dice.int(6, 20) }, () => `${sentence(dice.int(4, 12))}，`).join('\n'),
          language: i % 4 === 0 ? 'en' : 'zh-CN',
          market: i % 3 === 0 ? 'DE' : null,
          stage: null,
        };
        const whole = `${text.title}\n${text.body}`;
        return {
          n: done + i,
          text,
          title: plainOf(text.title),
          plain: plainOf(whole),
          terms: termsOf(whole),
          sketch: sketchOf(whole),
        };
      });
      await client.query(
        `insert into knowledge_item (id, team_id, type, author_id, state, text, published, revision, published_at, verify_by, version, written_at, language, market, plain_title, plain, terms, sketch)
         select uuidv7(), $1, (array['template', 'checklist', 'market_report'])[1 + n % 3], $2, 'published', text, text, 1,
           now() - n * interval '1 minute', current_date + 90, 3, now(), text->>'language', text->>'market', title, plain,
           array_to_tsvector(array(select jsonb_array_elements_text(terms))), array(select jsonb_array_elements_text(sketch))
         from jsonb_to_recordset($3::jsonb) as r (n bigint, text jsonb, title text, plain text, terms jsonb, sketch jsonb)`,
        [of.teamId, of.authorId, JSON.stringify(items)],
      );
      const latin = [...new Set(items.flatMap((i) => i.terms))].filter((t) => !/^\p{Script=Han}/u.test(t));
      await client.query('insert into knowledge_word (word) select unnest($1::text[]) on conflict do nothing', [latin]);
    }
    await client.query('commit');
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}
