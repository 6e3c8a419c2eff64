import { Injectable } from '@nestjs/common';
import type { AwardId } from '@tallyboard/rules/points/awards/award';
import type { AnyEvidence } from '@tallyboard/rules/points/awards/catalogue';
import type { EntityManager } from 'typeorm';
import { InquiryAwardEvidence } from '../../modules/inquiries/award-evidence.read.js';
import { PointsAwardEvidence } from '../../modules/points/awards/award-evidence.read.js';
import type { AwardPeriod } from '../../modules/points/awards/shortlist-award.js';

/** Gathers what an award is judged by from the domains that know it. */
@Injectable()
export class GatherEvidence {
  constructor(
    private readonly inquiries: InquiryAwardEvidence,
    private readonly points: PointsAwardEvidence,
  ) {}

  async of(tx: EntityManager, award: AwardId, span: AwardPeriod, now: string): Promise<AnyEvidence> {
    if (award === 'customer_of_the_year') return { award, of: await this.points.buyers(tx, span) };
    const optedOut = await this.points.optedOut(tx, span);
    const reversals = await this.points.reversals(tx, span);
    const withReversals = <T extends { userId: string }>(people: readonly T[]): (T & { reversals: number })[] =>
      people.map((p) => ({ ...p, reversals: reversals.get(p.userId) ?? 0 }));
    switch (award) {
      case 'fastest_responder':
        return { award, optedOut, of: withReversals(await this.inquiries.answering(tx, span, now)) };
      case 'best_newcomer':
        return { award, optedOut, of: withReversals(await this.inquiries.newcomers(tx, span, span.kind)) };
      case 'satisfaction_star':
        return { award, optedOut, of: withReversals(await this.points.satisfaction(tx, span)) };
      case 'most_improved':
        return { award, optedOut, of: withReversals(await this.points.progress(tx, span)) };
      case 'collaboration_star':
        return { award, optedOut, of: withReversals(await this.points.thanked(tx, span)) };
    }
  }
}
