import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { Locale } from '@tallyboard/contracts/people';
import {
  type Device as DeviceView,
  PAIRING_ALPHABET,
  type screensApi,
  type ThisDevice,
} from '@tallyboard/contracts/screens';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { Principal } from '../../platform/auth/principal.js';
import { hashToken, newToken } from '../../platform/auth/token.js';
import { Clock } from '../../platform/clock/clock.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { AppError } from '../../platform/http/app-error.js';
import type { RequestContext } from '../../platform/http/request.js';
import { audit } from '../../platform/ops/audit.js';
import { Device, Pairing } from './access.entity.js';
import { LoginThrottle, networkOf } from './login-throttle.js';
import { PeopleRead } from './people.read.js';
import { Sessions } from './sessions.js';
import { Team } from './team.entity.js';

const VALID_MS = 10 * 60_000;
/** Screens that wait for their code to be typed. */
const MOST_WAITING = 1_000;
export const MOST_OF_ONE_NETWORK = 50;

/** Pairing of a wall (after RFC 8628): the screen shows a code and keeps a secret, a manager types the code, the screen polls. */
@Injectable()
export class PairScreen {
  constructor(
    private readonly db: DataSource,
    private readonly commands: Commands,
    private readonly clock: Clock,
    private readonly sessions: Sessions,
    private readonly throttle: LoginThrottle,
    private readonly read: PeopleRead,
  ) {}

  async start(context: RequestContext, locale: Locale): Promise<ReplyOf<typeof screensApi.startPairing>> {
    const code = Array.from({ length: 8 }, () => PAIRING_ALPHABET[randomInt(PAIRING_ALPHABET.length)]).join('');
    const secret = newToken();
    const now = this.clock.now();
    const expiresAt = new Date(Date.parse(now) + VALID_MS).toISOString();
    const network = networkOf(context.address);
    const [waiting] = await this.db.query<[{ all: number; here: number }]>(
      `with old as (delete from pairing where expires_at < $1::timestamptz - interval '1 day')
       select count(*)::int as all, count(*) filter (where network = $2)::int as here from pairing where expires_at > $1 and device_id is null`,
      [now, network],
    );
    if (waiting.all >= MOST_WAITING || waiting.here >= MOST_OF_ONE_NETWORK)
      throw new AppError('request.too_many', { retryAfter: 60 });
    await this.db.manager.insert(Pairing, {
      id: uuid(),
      codeHash: hashToken(code),
      secretHash: hashToken(secret),
      network,
      address: context.address,
      locale,
      createdAt: now,
      expiresAt,
    });
    return { code, secret, expiresAt, approveUrl: `${context.origin}/pair?code=${code}` };
  }

  /** Once approved, the first poll gets the cookie; the secret is worth nothing afterwards. */
  async poll(context: RequestContext, secret: string): Promise<ReplyOf<typeof screensApi.pollPairing>> {
    const now = this.clock.now();
    const secretHash = hashToken(secret);
    const pairing = await this.db.manager.findOneBy(Pairing, { secretHash });
    if (!pairing || pairing.takenAt) return { state: 'gone' };
    if (!pairing.deviceId) return { state: pairing.expiresAt > now ? 'waiting' : 'gone' };
    const deviceId = pairing.deviceId;
    const token = await this.db.transaction(async (tx) => {
      const taken = await tx.update(Pairing, { id: pairing.id, takenAt: IsNull() }, { takenAt: now });
      return taken.affected === 1
        ? (await this.sessions.issue(tx, { kind: 'device', id: deviceId }, context)).token
        : null;
    });
    if (!token) return { state: 'gone' };
    this.sessions.give(context, token, 'device');
    return { state: 'approved' };
  }

  /** From where the screen that shows this code asked, and when: a code may have come in a message. */
  async see({ id }: Principal, code: string): Promise<ReplyOf<typeof screensApi.seePairing>> {
    const { address, createdAt } = await this.guessed(id, () => this.waiting(this.db.manager, code));
    return { address, askedAt: createdAt };
  }

  private async waiting(tx: EntityManager, code: string, lock?: { mode: 'pessimistic_write' }): Promise<Pairing> {
    const pairing = await tx.findOne(Pairing, { where: { codeHash: hashToken(code) }, ...(lock && { lock }) });
    if (!pairing || pairing.deviceId || pairing.expiresAt <= this.clock.now())
      throw new AppError('people.pairing_not_found');
    return pairing;
  }

  /** A code that somebody types: wrong ones are counted by person, wherever they type; other networks are no further tries. */
  private async guessed<T>(personId: string, work: () => Promise<T>): Promise<T> {
    const guess = await this.throttle.take(`pairing:${personId}`, 'pairing');
    const isWrong = (error: unknown): boolean => error instanceof AppError && error.code === 'people.pairing_not_found';
    const forgive = (): Promise<void> => this.throttle.forgive(guess);
    try {
      const done = await work();
      await forgive();
      return done;
    } catch (error) {
      if (!isWrong(error)) await forgive();
      throw error;
    }
  }

  async approve(
    context: CommandContext,
    { code, name, teamId }: InputOf<typeof screensApi.approvePairing>,
  ): Promise<DeviceView> {
    const { id } = await this.guessed(context.actorId, () =>
      this.commands.run(context, async (tx) => {
        if (teamId !== context.principal.teamId && !context.principal.capabilities.has('teams.all'))
          throw new AppError('people.forbidden', { needs: 'teams.all' });
        if (!(await tx.existsBy(Team, { id: teamId }))) throw new AppError('people.team_not_found');
        const pairing = await this.waiting(tx, code, { mode: 'pessimistic_write' });
        const device = {
          id: uuid(),
          teamId,
          name,
          locale: pairing.locale,
          approvedBy: context.actorId,
          createdAt: context.now,
        };
        await tx.insert(Device, device);
        await tx.update(Pairing, { id: pairing.id }, { deviceId: device.id });
        await audit(tx, context, {
          action: 'people.screen_paired',
          subject: device.id,
          details: { name, teamId },
        });
        return { reply: { id: device.id }, facts: [] };
      }),
    );
    return (await this.read.devices(context.principal)).find((d) => d.id === id)!;
  }

  async revoke(context: CommandContext, id: string): Promise<Record<string, never>> {
    const reply = await this.commands.run(context, async (tx) => {
      const all = context.principal.capabilities.has('teams.all');
      const device = await tx.findOneBy(Device, {
        id,
        revokedAt: IsNull(),
        ...(!all && { teamId: context.principal.teamId }),
      });
      if (!device) throw new AppError('people.device_not_found');
      await tx.update(Device, { id }, { revokedAt: context.now });
      await this.sessions.revoke(tx, { deviceId: id });
      await audit(tx, context, { action: 'people.screen_revoked', subject: id });
      return { reply: {}, facts: [] };
    });
    this.sessions.changed();
    return reply;
  }

  async self(id: string): Promise<ThisDevice> {
    const device = await this.db.manager.findOneByOrFail(Device, { id });
    const [organization, teams] = [await this.read.organization(), await this.read.teams()];
    return {
      name: device.name,
      teamId: device.teamId,
      teamName: teams.find((t) => t.id === device.teamId)!.name,
      organization: organization!.name,
      zone: organization!.zone,
      locale: device.locale,
    };
  }
}
