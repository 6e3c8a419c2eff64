import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { knowledgeApi } from '@tallyboard/contracts/knowledge';
import { VERIFY_AHEAD_DAYS } from '@tallyboard/rules/knowledge/decide-check';
import { wholeBody } from '@tallyboard/rules/knowledge/item';
import { plainWords } from '@tallyboard/rules/text/plain-words';
import { excerptOf, lengthsNear, markHits, nearestWords, readQuery, termsOfRuns } from '@tallyboard/rules/text/terms';
import { addDays, businessDay } from '@tallyboard/rules/time/business-day';
import { DataSource } from 'typeorm';
import type { Principal } from '../../platform/auth/principal.js';
import { Clock } from '../../platform/clock/clock.js';
import { fastTransaction } from '../../platform/db/fast-transaction.js';
import { teamFeed } from '../../platform/feeds/fact.js';
import { headOf } from './item-head.js';
import type { ItemRow } from './item.entity.js';
import { peopleNamed } from './items.read.js';

type Input = InputOf<typeof knowledgeApi.search>;
type Reply = ReplyOf<typeof knowledgeApi.search>;
type Row = ItemRow & { total: number };

const EXCERPT = 120;
/** Other words that one with a slip may stand for. */
const MOST_WORDS = 20;
/** What a word that was typed stands for: every word that begins like it, or these. */
type Meant = { typed: string; near: string[] | null };

const COLUMNS = `i.id, i.team_id as "teamId", i.type, i.author_id as "authorId", i.state, i.text, i.published, i.revision, i.returned, i.submitted_at as "submittedAt",
  i.published_at as "publishedAt", i.verifier_id as "verifierId", i.neglected_at as "neglectedAt", i.reviewed_by as "reviewedBy", i.verify_by as "verifyBy", i.version,
  i.shared_at as "sharedAt", i.order_id as "orderId", i.case_order as "caseOrder", i.from_id as "fromId", i.answers, i.solved, i.written_at as "writtenAt"`;
const FILTERS = `($1::text is null or i.type = $1) and ($2::text is null or shown.language = $2) and ($3::text is null or shown.market = $3)
  and ($4::text is null or shown.stage = $4) and ($5::uuid is null or i.author_id = $5)
  and ($8::text is null or (i.type = 'question' and not i.solved))`;
/** Of an edition in the pool it stands beside the text, which is not unpacked for it; of a draft in the text alone. */
const SHOWN_POOL = 'cross join lateral (select i.language, i.market, i.stage) shown';
const SHOWN_DRAFT =
  "cross join lateral (select i.text->>'language' as language, i.text->>'market' as market, i.text->>'stage' as stage) shown";
const PAGE = 'limit $6 offset $7';
const TOTAL = '(count(*) over ())::int as total';
/** Hits are counted and put in order by what is small; the texts are read of one page alone. */
const OF_PAGE = `select ${COLUMNS}, (select count(*) from hit)::int as total from page join knowledge_item i on i.id = page.id`;
/** The whole pool, by its index alone: what everybody sees first. */
const ALL_NEWEST = `with hit as materialized (select i.id, i.published_at from knowledge_item i where i.published is not null),
  page as (select id, published_at from hit order by published_at desc, id limit $1 offset $2)
  ${OF_PAGE} order by page.published_at desc, i.id`;
const NEWEST = `with hit as materialized (
    select i.id, i.published_at from knowledge_item i ${SHOWN_POOL} where i.published is not null and ${FILTERS}),
  page as (select id, published_at from hit order by published_at desc, id ${PAGE})
  ${OF_PAGE} order by page.published_at desc, i.id`;
/** Han by its pairs, looked at once more where they might stand apart; what stands in the title comes first. */
const BEST = `with hit as materialized (
    select i.id, i.published_at, i.plain_title like all ($11::text[]) as titled from knowledge_item i ${SHOWN_POOL}
    where i.published is not null and ${FILTERS} and i.terms @@ $9::tsquery and (cardinality($10::text[]) = 0 or i.plain like all ($10::text[]))),
  page as (select id, published_at, titled from hit order by titled desc, published_at desc, id ${PAGE})
  ${OF_PAGE} order by page.titled desc, page.published_at desc, i.id`;
/**
 * What is not asked for costs nothing where the plan knows it, and six conditions on each of 20,000 hits take longer than the hits. A plan
 * that knows how frequent a word is would rather read every item by another index, and unpack its terms, which takes longest of all.
 */
const BY_TERMS = 'set local plan_cache_mode = force_custom_plan; set local enable_indexscan = off';
const MINE = `select ${COLUMNS}, ${TOTAL} from knowledge_item i ${SHOWN_DRAFT}
  where ${FILTERS} and i.author_id = $9 order by i.written_at desc, i.id ${PAGE}`;
const REVIEW = `select ${COLUMNS}, ${TOTAL} from knowledge_item i ${SHOWN_DRAFT}
  where ${FILTERS} and i.state = 'in_review' and i.team_id = $9 and i.author_id <> $10 order by i.submitted_at, i.id ${PAGE}`;

/** What one looks after: due, run out, or doubted; of somebody who left, or left its team, managers do. Doubts come first, then what runs out soonest. */
const VERIFY = `select ${COLUMNS}, ${TOTAL} from knowledge_item i ${SHOWN_POOL}
  cross join lateral (select exists (select 1 from knowledge_flag f where f.item_id = i.id and f.state = 'open' and f.raised_by <> $9) as doubted) d
  left join people_person_view v on v.id = i.verifier_id and v.team_id = i.team_id and v.active
  where i.published is not null and ${FILTERS} and i.author_id <> $9 and (d.doubted or i.verify_by <= $10)
    and (v.id = $9 or ($11 and i.team_id = $12 and v.id is null))
  order by d.doubted desc, i.verify_by, i.id ${PAGE}`;

/** Looks items up. What the pool does not hold is found by nobody but its author and, in review, by those who may review it. */
@Injectable()
export class SearchItems {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async search(principal: Principal, input: Input): Promise<Reply> {
    // Before the rows: what comes while they are read is told once more, never left out.
    const [position] = await this.db.query<[{ epoch: string; seq: number }]>(
      'select epoch, coalesce((select seq from feed_head where feed = $1), 0)::int as seq from epoch',
      [teamFeed(principal.teamId)],
    );
    const sought = readQuery(input.q ?? '');
    const words = await Promise.all(sought.words.map((typed) => this.meantBy(typed)));
    const rows = await this.rows(principal, input, sought.runs, words);
    const answers = await this.answersTo(rows);
    const shown = { ...sought, meant: new Set(words.flatMap((w) => w.near ?? [])) };
    return {
      ...position,
      items: rows.map((row) => {
        const isPool = input.in === 'pool' || input.in === 'verify';
        const text = isPool ? row.published! : row.text;
        return {
          ...headOf(isPool ? row : { ...row, published: null }),
          titlePieces: markHits(text.title, shown),
          excerpt: excerptOf(plainWords([wholeBody(text), ...(answers.get(row.id) ?? [])].join('\n')), shown, EXCERPT),
        };
      }),
      total: rows[0]?.total ?? 0,
      people: await peopleNamed(
        this.db.manager,
        rows.flatMap((r) => [r.authorId, r.reviewedBy]),
      ),
      instead: Object.fromEntries(words.flatMap(({ typed, near }) => (near?.length ? [[typed, near]] : []))),
    };
  }

  private async rows(principal: Principal, input: Input, runs: string[], words: Meant[]): Promise<Row[]> {
    const filters = [
      input.type ?? null,
      input.language ?? null,
      input.market ?? null,
      input.stage ?? null,
      input.authorId ?? null,
      input.limit,
      input.offset,
      input.unsolved ?? null,
    ];
    if (input.in === 'mine') return this.db.query<Row[]>(MINE, [...filters, principal.id]);
    if (input.in === 'review') {
      if (!principal.capabilities.has('knowledge.write')) return [];
      return this.db.query<Row[]>(REVIEW, [...filters, principal.teamId, principal.id]);
    }
    if (input.in === 'verify') {
      const [office] = await this.db.query<[{ zone: string }]>('select zone from people_organization_view');
      const until = addDays(businessDay(this.clock.now(), office.zone), VERIFY_AHEAD_DAYS);
      const manages = principal.capabilities.has('knowledge.manage');
      return this.db.query<Row[]>(VERIFY, [...filters, principal.id, until, manages, principal.teamId]);
    }
    if (runs.length + words.length === 0) {
      const isWhole = filters.every((f, i) => f === null || i === 5 || i === 6);
      return isWhole
        ? this.db.query<Row[]>(ALL_NEWEST, [input.limit, input.offset])
        : this.db.query<Row[]>(NEWEST, filters);
    }
    if (words.some((w) => w.near?.length === 0)) return [];
    const asTheyStand = [...runs, ...words.map(({ typed, near }) => near?.[0] ?? typed)].map(containing);
    const apart = runs.filter((r) => [...r].length > 2).map(containing);
    return fastTransaction(this.db, async (tx) => {
      const [, rows] = await Promise.all([
        tx.query(BY_TERMS),
        tx.query<Row[]>(BEST, [...filters, allOf(runs, words), apart, asTheyStand]),
      ]);
      return rows;
    });
  }

  /** What was said to questions of the pool: a question is found by it too. */
  private async answersTo(rows: readonly Row[]): Promise<Map<string, string[]>> {
    const ids = rows.flatMap((r) => (r.answers > 0 && r.published ? [r.id] : []));
    const said = new Map<string, string[]>(ids.map((id) => [id, []]));
    if (ids.length === 0) return said;
    const answers = await this.db.query<{ itemId: string; body: string }[]>(
      `select item_id as "itemId", body from knowledge_answer where item_id = any($1::uuid[]) and not withdrawn order by accepted desc, at, id`,
      [ids],
    );
    for (const { itemId, body } of answers) said.get(itemId)!.push(body);
    return said;
  }

  /** Words of the pool that begin like what was typed; where there is none, those that differ from it by a slip. */
  private async meantBy(typed: string): Promise<Meant> {
    const [{ begins }] = await this.db.query<[{ begins: boolean }]>(
      'select exists (select 1 from knowledge_word where word like $1) as begins',
      [`${escaped(typed)}%`],
    );
    if (begins) return { typed, near: null };
    const lengths = lengthsNear(typed);
    if (!lengths) return { typed, near: [] };
    const near = await this.db.query<{ word: string }[]>(
      'select word from knowledge_word where char_length(word) between $1 and $2',
      [lengths.least, lengths.most],
    );
    const words = near.map((n) => n.word);
    return { typed, near: nearestWords(typed, words, MOST_WORDS) };
  }
}

/** Every term of the runs, and of each word something that it stands for. Terms are letters and digits: nothing in them needs to be escaped. */
const allOf = (runs: readonly string[], words: readonly Meant[]): string =>
  [...termsOfRuns(runs).map((t) => `'${t}'`), ...words.map(anyOf)].join('&');
const anyOf = ({ typed, near }: Meant): string => (near ? `(${near.map((w) => `'${w}'`).join('|')})` : `'${typed}':*`);
const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
const containing = (text: string): string => `%${escaped(text)}%`;
