import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { intakeApi } from '@tallyboard/contracts/inquiry-intake';
import { isReachable } from '@tallyboard/rules/inquiries/reachable';
import { DataSource } from 'typeorm';
import { v5 as uuidOf } from 'uuid';
import { hashToken, TOKEN } from '../../platform/auth/token.js';
import { Clock } from '../../platform/clock/clock.js';
import { Commands } from '../../platform/commands/run-command.js';
import { keyedDigest } from '../../platform/db/keyed-digest.js';
import { AppError } from '../../platform/http/app-error.js';
import { ReceiveInquiry } from './receive-inquiry.js';
import type { InquirySourceRow } from './source.entity.js';
import { systemContext } from '../../platform/commands/system-context.js';

/** More than this from one source in a minute, or from one network in ten, is no office's mail. */
const PER_MINUTE = 60;
const PER_NETWORK = 20;
const RETRIED_MS = 3_600_000;

type Source = Pick<InquirySourceRow, 'id' | 'teamId' | 'name' | 'kind'> & { organization: string };

/** Takes in what forms and other programs send, as often as they send it, once. */
@Injectable()
export class Intake {
  constructor(
    private readonly db: DataSource,
    private readonly commands: Commands,
    private readonly clock: Clock,
    private readonly inquiries: ReceiveInquiry,
  ) {}

  async form({ token }: InputOf<typeof intakeApi.form>): Promise<ReplyOf<typeof intakeApi.form>> {
    const { organization, kind } = await this.source(token);
    return { organization, kind };
  }

  async receive(
    { token, externalId, website, message, ...fields }: InputOf<typeof intakeApi.receive>,
    address: string,
  ): Promise<ReplyOf<typeof intakeApi.receive>> {
    const source = await this.source(token);
    const now = this.clock.now();
    // A field that people do not see: whoever fills it in is told what they expect, and nothing is kept.
    if (website !== '') return { received: true, no: '' };
    const text = JSON.stringify([fields, message]);
    // Digests of what people are reached by, or wrote, are keyed; the plain one within is what they were before (migration 071).
    const [network, words] = (await Promise.all(
      [address, text].map((word) => keyedDigest(this.db.manager, digest(word))),
    )) as [string, string];
    const keyOn = (at: number): string => `text:${new Date(at).toISOString().slice(0, 10)}:${words}`;
    const externalKey = externalId ? `id:${externalId}` : keyOn(Date.parse(now));
    // A retry just after midnight is still the same.
    const known = await this.known(source.id, [externalKey, keyOn(Date.parse(now) - RETRIED_MS)]);
    if (known) return { received: true, no: known };
    // After what is known, so that what was received before this was asked for stays received.
    if (!isReachable(fields.contact)) throw new AppError('inquiries.no_way_to_answer');
    await this.refuseFlood(source, network, now);
    const context = {
      ...systemContext(now),
      // The same message has the same command, so that two deliveries at once are one.
      commandId: uuidOf(externalKey, source.id),
      requestHash: createHash('sha256').update(externalKey).digest(),
    };
    return this.commands.run(context, async (tx) => {
      const { inquiry, facts } = await this.inquiries.inTransaction(tx, context, {
        ...fields,
        teamId: source.teamId,
        sourceKind: source.kind,
        source,
        externalKey,
        network,
        text: message,
        channel: source.kind === 'form' ? 'form' : 'platform',
        receivedAt: now,
        customerId: null,
        ownerId: null,
      });
      return { reply: { received: true as const, no: inquiry.no }, facts };
    });
  }

  private async source(token: string): Promise<Source> {
    const [found] = TOKEN.test(token)
      ? await this.db.query<Source[]>(
          `select s.id, s.team_id as "teamId", s.name, s.kind, o.name as organization from inquiry_source s cross join people_organization_view o
           where s.token_hash = $1 and s.active`,
          [hashToken(token)],
        )
      : [];
    if (!found) throw new AppError('inquiries.source_not_found');
    return found;
  }

  private async known(sourceId: string, externalKeys: readonly string[]): Promise<string | undefined> {
    const [row] = await this.db.query<{ no: string }[]>(
      'select no from inquiry where source_id = $1 and external_key = any($2)',
      [sourceId, externalKeys],
    );
    return row?.no;
  }

  private async refuseFlood(source: Source, network: string, now: string): Promise<void> {
    const [row] = await this.db.query<[{ minute: number; network: number }]>(
      `select count(*) filter (where received_at > $2::timestamptz - interval '1 minute')::int as minute,
         count(*) filter (where network = $3)::int as network
       from inquiry where source_id = $1 and received_at > $2::timestamptz - interval '10 minutes'`,
      [source.id, now, network],
    );
    const limit = source.kind === 'form' && row.network >= PER_NETWORK;
    if (limit || row.minute >= PER_MINUTE) throw new AppError('inquiries.too_many', { retryAfter: 60 });
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);
