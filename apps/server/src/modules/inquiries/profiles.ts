import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { AllocationProfile, intakeApi } from '@tallyboard/contracts/inquiry-intake';
import { DataSource, type EntityManager } from 'typeorm';
import { actingIn, seesTeam } from '../../platform/auth/acting-in.js';
import type { Principal } from '../../platform/auth/principal.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { newFact, teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { audit } from '../../platform/ops/audit.js';
import { FROM_SELLERS, PROFILE_COLUMNS } from './sellers.js';
import { AllocationProfileRow } from './source.entity.js';

const PROFILES = `select ${PROFILE_COLUMNS}, p.team_id as "teamId" ${FROM_SELLERS}`;
/** Products that buyers of a team named, however they wrote them; those named most come first. */
const ASKED_FOR = `select min(product) as product from inquiry where team_id = $1 and product <> '' and status <> 'invalid'
  group by lower(product) order by count(*) desc, min(product) limit 100`;
type Row = AllocationProfile & { teamId: string };

/** What the rule of allocation knows of people. */
@Injectable()
export class Profiles {
  constructor(
    private readonly db: DataSource,
    private readonly commands: Commands,
  ) {}

  async list(
    principal: Principal,
    { teamId }: InputOf<typeof intakeApi.profiles>,
  ): Promise<ReplyOf<typeof intakeApi.profiles>> {
    const by = actingIn(principal, teamId);
    const profiles = await this.db.query<Row[]>(`${PROFILES} and p.team_id = $1 order by p.name`, [by.teamId]);
    const products = await this.db.query<{ product: string }[]>(ASKED_FOR, [by.teamId]);
    return { profiles, products: products.map((p) => p.product) };
  }

  set(
    context: CommandContext,
    { userId, ...profile }: InputOf<typeof intakeApi.setProfile>,
  ): Promise<AllocationProfile> {
    return this.commands.run(context, async (tx) => {
      const before = await one(tx, userId);
      if (!before || !seesTeam(context.principal, before.teamId)) throw new AppError('people.not_found');
      await tx.upsert(AllocationProfileRow, { userId, ...profile }, ['userId']);
      await audit(tx, context, { action: 'inquiries.profile_changed', subject: userId, details: profile });
      const after = (await one(tx, userId))!;
      // Points go by it (MIL-01, MIL-02), and must know it at the same place of the story whenever that is told again.
      const facts =
        before.joinedOn === after.joinedOn
          ? []
          : [
              newFact(teamFeed(after.teamId), 'inquiries.start_day_set', {
                userId,
                joinedOn: await startDay(tx, userId),
              }),
            ];
      return { reply: after, facts };
    });
  }
}

/** As entered, or else the day of the account. */
async function startDay(tx: EntityManager, userId: string): Promise<string> {
  const [row] = await tx.query<[{ on: string }]>(
    `select coalesce(a.joined_on, (p.created_at at time zone o.zone)::date) as on from people_person_view p cross join people_organization_view o
     left join allocation_profile a on a.user_id = p.id where p.id = $1`,
    [userId],
  );
  return row.on;
}

const one = async (tx: EntityManager, userId: string): Promise<Row | undefined> =>
  (await tx.query<Row[]>(`${PROFILES} and p.id = $1`, [userId]))[0];
