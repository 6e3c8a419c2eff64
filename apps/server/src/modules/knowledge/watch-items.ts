import { Injectable } from '@nestjs/common';
import { VERIFY_AHEAD_DAYS } from '@tallyboard/rules/knowledge/decide-check';
import { MEND_DAYS } from '@tallyboard/rules/knowledge/flag';
import { isUnverified } from '@tallyboard/rules/knowledge/item';
import { addDays, businessDay } from '@tallyboard/rules/time/business-day';
import { DataSource, type EntityManager } from 'typeorm';
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
      `select distinct verifier_id as id from knowledge_item where published is not null and verifier_id is not null and ${UNTOLD} order by 1`,
      [addDays(today, VERIFY_AHEAD_DAYS), today],
    );
    for (const { id } of who) await this.alone(id, () => this.tell(id, today, now, office.zone));
  }

  private tell(verifierId: string, today: string, now: string, zone: string): Promise<null> {
    return this.commands.run(systemContext(now), async (tx) => {
      const ids = await tx.query<{ id: string }[]>(
        `select id from knowledge_item where published is not null and verifier_id = $3 and ${UNTOLD} order by id limit $4 for update`,
        [addDays(today, VERIFY_AHEAD_DAYS), today, verifierId, AT_ONCE],
      );
      const items: ItemRow[] = [];
      for (const { id } of ids) items.push(await tx.findOneByOrFail(ItemRow, { id }));
      const over = items.filter((i) => isUnverified(i, today));
      await tx.query(
        `update knowledge_item set due_told = verify_by, over_told = case when verify_by < $2 then verify_by else over_told end where id = any($1::uuid[])`,
        [items.map((i) => i.id), today],
      );
      if (items.length > 0) await this.reminders.write(tx, verifierId, items, { now, today, zone });
      return { reply: null, facts: over.map((item) => told('knowledge.expired', item)) };
    });
  }
}

/** Its check is due by $1 or was over before $2, and that was not told yet of this day. */
const UNTOLD = `((verify_by <= $1 and due_told is distinct from verify_by) or (verify_by < $2 and over_told is distinct from verify_by))`;

const told = (name: 'knowledge.neglected' | 'knowledge.expired', item: ItemRow): NewFact =>
  newFact(teamFeed(item.teamId), name, { item: headOf(item), note: null });

const lockedRow = (tx: EntityManager, id: string): Promise<ItemRow> =>
  tx.findOneOrFail(ItemRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
