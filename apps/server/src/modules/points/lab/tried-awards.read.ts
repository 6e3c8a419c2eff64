import { Injectable } from '@nestjs/common';
import type { TrialView } from '@tallyboard/contracts/rule-lab';
import { isForCustomers } from '@tallyboard/rules/points/awards/catalogue';
import { tryAwards } from '@tallyboard/rules/points/lab/award-trial';
import type { Draft } from '@tallyboard/rules/points/lab/draft';
import type { Season } from '@tallyboard/rules/time/season';
import { DataSource } from 'typeorm';
import { AwardRow } from '../awards/award.entity.js';
import { namesOf } from '../awards/awards.read.js';
import { namedPeople } from '../named-people.js';

/** A team's awards of a season under a draft: each is judged again by the evidence it keeps. */
@Injectable()
export class TriedAwards {
  constructor(private readonly db: DataSource) {}

  async of(teamId: string, season: Season, draft: Draft): Promise<Pick<TrialView, 'awards' | 'winners' | 'customers'>> {
    const rows = await this.db.manager
      .createQueryBuilder(AwardRow, 'a')
      .where('a.teamId = :teamId and a.endsAt > :from and a.endsAt <= :to', {
        teamId,
        from: season.startsAt,
        to: season.endsAt,
      })
      .andWhere('a.award = any(:drafted)', { drafted: Object.keys(draft) })
      .orderBy('a.award')
      .addOrderBy('a.endsAt', 'DESC')
      .addOrderBy('a.period')
      .getMany();
    const awards = tryAwards(rows, draft);
    const ids = (forCustomers: boolean): string[] =>
      awards.filter((a) => isForCustomers(a.award) === forCustomers).flatMap((a) => [...a.now, ...a.draft]);
    const { manager } = this.db;
    return {
      awards,
      winners: await namedPeople(manager, teamId, ids(false)),
      customers: await namesOf(manager, ids(true)),
    };
  }
}
