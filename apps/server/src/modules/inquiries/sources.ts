import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { InquirySource, intakeApi } from '@tallyboard/contracts/inquiry-intake';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { actingIn, seesTeam } from '../../platform/auth/acting-in.js';
import type { Principal } from '../../platform/auth/principal.js';
import { hashToken, newToken } from '../../platform/auth/token.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { AppError } from '../../platform/http/app-error.js';
import { audit } from '../../platform/ops/audit.js';
import { InquirySourceRow } from './source.entity.js';

type In<K extends keyof typeof intakeApi> = InputOf<(typeof intakeApi)[K]>;
type Made = { source: InquirySource; token: string };
const SOURCES = `select s.id, s.name, s.kind, s.active, s.version,
  (select count(*)::int from inquiry i where i.source_id = s.id) as received, (select max(i.received_at) from inquiry i where i.source_id = s.id) as "lastAt"
  from inquiry_source s`;

/** Forms and webhooks, each with a token that is told once. */
@Injectable()
export class Sources {
  constructor(
    private readonly db: DataSource,
    private readonly commands: Commands,
  ) {}

  async list(principal: Principal, { teamId }: In<'sources'>): Promise<{ sources: InquirySource[] }> {
    const by = actingIn(principal, teamId);
    return { sources: await this.db.query(`${SOURCES} where s.team_id = $1 order by s.created_at`, [by.teamId]) };
  }

  add(context: CommandContext, { name, kind }: In<'addSource'>): Promise<Made> {
    return this.withToken(context, async (tx, tokenHash) => {
      const id = uuid();
      await tx.insert(InquirySourceRow, {
        id,
        teamId: context.principal.teamId,
        name,
        kind,
        tokenHash,
        active: true,
        createdBy: context.actorId,
        createdAt: context.now,
        version: 1,
      });
      await audit(tx, context, { action: 'inquiries.source_added', subject: id, details: { name, kind } });
      return id;
    });
  }

  change(context: CommandContext, { id, expectedVersion, ...changes }: In<'changeSource'>): Promise<InquirySource> {
    return this.commands.run(context, async (tx) => {
      await this.update(tx, context, { id, expectedVersion }, changes);
      await audit(tx, context, { action: 'inquiries.source_changed', subject: id, details: changes });
      return { reply: await one(tx, id), facts: [] };
    });
  }

  renew(context: CommandContext, input: In<'renewToken'>): Promise<Made> {
    return this.withToken(context, async (tx, tokenHash) => {
      await this.update(tx, context, input, { tokenHash });
      await audit(tx, context, { action: 'inquiries.source_token_renewed', subject: input.id });
      return input.id;
    });
  }

  /** The token is answered once and never stored: the same command sent again says so, and what the source is. */
  private async withToken(
    context: CommandContext,
    work: (tx: EntityManager, tokenHash: Buffer) => Promise<string>,
  ): Promise<Made> {
    const token = newToken();
    const tokenHash = hashToken(token);
    const mark = tokenHash.toString('base64url');
    const made = await this.commands.run(context, async (tx) => {
      const id = await work(tx, tokenHash);
      return { reply: { source: await one(tx, id), mark }, facts: [] };
    });
    if (made.mark !== mark) throw new AppError('inquiries.token_shown_once', { current: made.source });
    return { source: made.source, token };
  }

  private async update(
    tx: EntityManager,
    { principal }: CommandContext,
    { id, expectedVersion }: { id: string; expectedVersion: number },
    changes: Partial<InquirySourceRow>,
  ): Promise<void> {
    const row = await tx.findOne(InquirySourceRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!row || !seesTeam(principal, row.teamId)) throw new AppError('inquiries.source_not_found');
    if (row.version !== expectedVersion) throw new AppError('inquiries.stale', { current: await one(tx, id) });
    await tx.update(InquirySourceRow, { id, version: expectedVersion }, { ...changes, version: expectedVersion + 1 });
  }
}

const one = async (tx: EntityManager, id: string): Promise<InquirySource> =>
  (await tx.query<[InquirySource]>(`${SOURCES} where s.id = $1`, [id]))[0];
