import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { seesTeam } from '../../platform/auth/acting-in.js';
import type { Principal } from '../../platform/auth/principal.js';
import { AppError } from '../../platform/http/app-error.js';

/** What somebody would leave behind. */
@Injectable()
export class OpenOrdersRead {
  constructor(private readonly db: DataSource) {}

  /** Open orders of the team a person is in that name them; a person of another team does not exist for the caller. */
  async countOf(principal: Principal, personId: string): Promise<{ open: number }> {
    const [person] = await this.db.query<{ teamId: string; open: number }[]>(
      `select p.team_id as "teamId",
              (select count(*)::int from trade_order o where o.team_id = p.team_id and o.status <> 'cancelled' and o.stage not in ('CLOSED', 'LOST')
                 and p.id in (o.sales_owner_id, o.documents_owner_id, o.logistics_owner_id)) as open
       from people_person_view p where p.id = $1`,
      [personId],
    );
    if (!person || !seesTeam(principal, person.teamId)) throw new AppError('people.not_found');
    return { open: person.open };
  }
}
