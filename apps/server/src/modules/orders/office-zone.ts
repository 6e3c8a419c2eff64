import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** The zone in which the office counts its days; read once, it changes only when the company is set up anew. */
@Injectable()
export class OfficeZone {
  private known: string | null = null;
  constructor(private readonly db: DataSource) {}

  /** Within a transaction asked there: who holds one connection and waits for another may wait for ever. */
  async zone(tx: EntityManager = this.db.manager): Promise<string> {
    if (this.known) return this.known;
    const [row] = await tx.query<{ zone: string }[]>('select zone from people_organization_view');
    this.known = row?.zone ?? null;
    return this.known ?? 'Asia/Shanghai';
  }
}
