import { Injectable } from '@nestjs/common';
import type { ParkedSubject } from '@tallyboard/contracts/platform';
import { id } from '@tallyboard/contracts/scalars';
import { DataSource } from 'typeorm';
import { ParkedSubjects } from '../platform/feeds/parked-subjects.js';

/** What is parked, with the order it is about: the platform knows subjects, an admin knows order numbers. */
@Injectable()
export class ParkedOrders {
  constructor(
    private readonly db: DataSource,
    private readonly parked: ParkedSubjects,
  ) {}

  async list(): Promise<ParkedSubject[]> {
    const subjects = await this.parked.list();
    const ids = subjects.map((s) => s.subject).filter((subject) => id.safeParse(subject).success);
    if (ids.length === 0) return subjects.map((s) => ({ ...s, order: null }));
    const orders = await this.db.query<NonNullable<ParkedSubject['order']>[]>(
      'select id, no, team_id as "teamId" from orders_order_view where id = any($1::uuid[])',
      [ids],
    );
    return subjects.map((s) => ({ ...s, order: orders.find((o) => o.id === s.subject) ?? null }));
  }
  retry(reaction: string, subject: string): Promise<number> {
    return this.parked.retry(reaction, subject);
  }
}
