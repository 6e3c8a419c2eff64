import { Injectable } from '@nestjs/common';
import { VERIFY_AHEAD_DAYS } from '@tallyboard/rules/knowledge/decide-check';
import { MEND_DAYS } from '@tallyboard/rules/knowledge/flag';
import { addDays, businessDay } from '@tallyboard/rules/time/business-day';
import { DataSource, type EntityManager, In } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { Watch } from '../../platform/clock/watch.js';
import { Commands } from '../../platform/commands/run-command.js';
import { systemContext } from '../../platform/commands/system-context.js';
import { newFact, type NewFact, teamFeed } from '../../platform/feeds/fact.js';
import { Logger } from '../../platform/ops/logger.js';
import { Files } from './files.js';
import { FlagRow } from './flag.entity.js';
import { headOf } from './item-head.js';
import { ItemRow } from './item.entity.js';
import { RemindVerifier } from './remind-verifier.js';

const DAY_MS = 86_400_000;
const AT_ONCE = 500;
const READ_AT_ONCE = 50;

/** What becomes of items by time alone: checks that are due or over are told of, what was found wrong and not mended brings nothing more. Any node may do it. */
@Injectable()
export class WatchItems extends Watch {
  constructor(
    private readonly db: DataSource,
    private readonly commands: Commands,
    private readonly clock: Clock,
    private readonly reminders: RemindVerifier,
    private readonly files: Files,
    logger: Logger,
  ) {
    super('the knowledge pool', logger);
  }

  protected async round(): Promise<void> {
    await this.neglected();
    await this.due();
    await this.files.sweep(this.clock.now());
  }

  private async neglected(): Promise<void> {
    const now = this.clock.now();
    const since = new Date(Date.parse(now) - MEND_DAYS * DAY_MS).toISOString();
    const late = await this.db.query<{ id: string }[]>(
      `select distinct f.item_id as id from knowledge_flag f join knowledge_item i on i.id = f.item_id
       where f.state = 'upheld' and f.decided_at <= $1 and i.published is not null and i.neglected_at is null order by 1 limit $2`,
      [since, AT_ONCE],
    );
    for (const { id } of late) await this.alone(id, () => this.neglect(id, since, now));
  }

  private neglect(id: string, since: string, now: string): Promise<null> {
    return this.commands.run(systemContext(now), async (tx) => {
      const item = await lockedRow(tx, id);
      const flags = await tx.findBy(FlagRow, { itemId: id, state: 'upheld' });
      // Mended meanwhile, or seen to by another node.
      const isLate = flags.some((f) => f.decidedAt !== null && f.decidedAt <= since);
      if (!item.published || item.neglectedAt !== null || !isLate) return { reply: null, facts: [] };
      const after = { ...item, neglectedAt: now, version: item.version + 1 };
      await tx.update(ItemRow, { id }, { neglectedAt: now, version: after.version });
      return { reply: null, facts: [told('knowledge.neglected', after)] };
    });
  }

  /** One letter for each who looks after something, not one for each item. */
  private async due(): Promise<void> {
    const now = this.clock.now();
    const [office] = await this.db.query<[{ zone: string }]>('select zone from people_organization_view');
    const today = businessDay(now, office.zone);
    const who = await this.db.query<{ id: string }[]>(
      `select distinct i.verifier_id as id from ${CHECKED} where ${UNTOLD} order by 1`,
      [addDays(today, VERIFY_AHEAD_DAYS), today],
    );
    for (const { id } of who) await this.alone(id, () => this.tell(id, today, now, office.zone));
  }

  private tell(verifierId: string, today: string, now: string, zone: string): Promise<null> {
    return this.commands.run(systemContext(now), async (tx) => {
      const due = await tx.query<Due[]>(
        `select i.id, v.id is not null as there, ${RUN_OUT} as over from ${CHECKED} where ${UNTOLD} and i.verifier_id = $3 order by i.id limit $4 for update of i`,
        [addDays(today, VERIFY_AHEAD_DAYS), today, verifierId, AT_ONCE],
      );
      const items: ItemRow[] = [];
      for (let at = 0; at < due.length; at += READ_AT_ONCE) {
        const ids = due.slice(at, at + READ_AT_ONCE).map((d) => d.id);
        items.push(...(await tx.find(ItemRow, { where: { id: In(ids) }, order: { id: 'ASC' } })));
      }
      const isOver = new Set(due.flatMap((d) => (d.over ? [d.id] : [])));
      // Whom nobody was written to, whoever comes after them is.
      const isWritten = new Set(due.flatMap((d) => (d.there ? [d.id] : [])));
      await tx.query(
        `update knowledge_item set due_told = case when id = any($2::uuid[]) then verify_by else due_told end,
           over_told = case when id = any($3::uuid[]) then verify_by else over_told end where id = any($1::uuid[])`,
        [due.map((d) => d.id), [...isWritten], [...isOver]],
      );
      const letter = items.filter((i) => isWritten.has(i.id));
      if (letter.length > 0) await this.reminders.write(tx, verifierId, letter, { now, today, zone });
      return { reply: null, facts: items.filter((i) => isOver.has(i.id)).map((i) => told('knowledge.expired', i)) };
    });
  }
}

type Due = { id: string; there: boolean; over: boolean };
/** Items of the pool with whoever looks after them, if they are still there and of the item's team. */
const CHECKED = `knowledge_item i left join people_person_view v on v.id = i.verifier_id and v.team_id = i.team_id and v.active`;
/** Its check was over before $2, and that was not told yet of this day. */
const RUN_OUT = `(i.verify_by < $2 and i.over_told is distinct from i.verify_by)`;
/** Or it is due by $1, and whoever looks after it has not been told. */
const UNTOLD = `i.published is not null and i.verifier_id is not null
  and (${RUN_OUT} or (v.id is not null and i.verify_by <= $1 and i.due_told is distinct from i.verify_by))`;

const told = (name: 'knowledge.neglected' | 'knowledge.expired', item: ItemRow): NewFact =>
  newFact(teamFeed(item.teamId), name, { item: headOf(item), note: null });

const lockedRow = (tx: EntityManager, id: string): Promise<ItemRow> =>
  tx.findOneOrFail(ItemRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
