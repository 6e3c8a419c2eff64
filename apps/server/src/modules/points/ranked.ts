import type { EntityManager } from 'typeorm';
import { userFeed } from '../../platform/feeds/fact.js';
import { fixLeagues } from './fix-leagues.js';
import type { Posting } from './ledger.js';

type Owner = { id: string; teamId: string; inRankings: boolean; seasonsWithout: string[] };

/** Whose points are told to whom, as it stands when they are posted: a later change of mind changes no fact. */
export class Ranked {
  private constructor(private readonly owners: ReadonlyMap<string, Owner>) {}

  /** Whoever opts out meanwhile waits: what is told after that is told to them alone. */
  static async open(tx: EntityManager, postings: readonly Posting[]): Promise<Ranked> {
    if (postings.length === 0) return new Ranked(new Map());
    const rows = await tx.query<Owner[]>(
      `select p.id, p.team_id as "teamId", p.in_rankings as "inRankings", array(select s from unnest($2::text[]) s
         where p.active and not exists (select 1 from league_member m where m.season = s and m.user_id = p.id)) as "seasonsWithout"
       from people_person_view p where p.id = any($1::uuid[]) order by p.id for share of p`,
      [[...new Set(postings.map((t) => t.ownerId))], [...new Set(postings.map((t) => t.season))]],
    );
    return new Ranked(new Map(rows.map((r) => [r.id, r])));
  }

  /** The first points of a season make its leagues. */
  async fixLeagues(tx: EntityManager): Promise<void> {
    const missing = [...this.owners.values()].flatMap((o) => o.seasonsWithout.map((s) => `${o.teamId} ${s}`));
    for (const key of [...new Set(missing)].sort()) {
      const [teamId, season] = key.split(' ') as [string, string];
      await fixLeagues(tx, teamId, season);
    }
  }

  /** The team’s feed, or the person’s own where they take no part in public rankings. */
  feedFor(ownerId: string, teamFeed: string): string {
    return this.owners.get(ownerId)?.inRankings === false ? userFeed(ownerId) : teamFeed;
  }
}
