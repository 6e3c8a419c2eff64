import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { surveysApi } from '@tallyboard/contracts/surveys';
import { isExpired, judgeAnswer, OFFICE_NETWORK_DAYS } from '@tallyboard/rules/customers/survey';
import { DataSource, type EntityManager } from 'typeorm';
import { hashToken, TOKEN } from '../../platform/auth/token.js';
import { Clock } from '../../platform/clock/clock.js';
import { Commands } from '../../platform/commands/run-command.js';
import { systemContext } from '../../platform/commands/system-context.js';
import { type NewFact, newFact, teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import type { RequestContext } from '../../platform/http/request.js';
import { sentFact } from './prepare-survey.js';
import { SurveyRow } from './survey.entity.js';

/** So many links that open nothing, from one network within ten minutes, are no mistyping. */
const MISSES = 60;
/** From where an answer comes. */
export type Answerer = { address: string | null; signedIn: boolean; knownBrowser: string | null };

/** The buyer's side: who has the link sees what they are asked, and answers once. */
@Injectable()
export class AnswerSurvey {
  constructor(
    private readonly db: DataSource,
    private readonly commands: Commands,
    private readonly clock: Clock,
  ) {}

  /** Opened as often as they like. */
  async see({ address }: RequestContext, token: string): Promise<ReplyOf<typeof surveysApi.see>> {
    const survey = await this.found(this.db.manager, token, address);
    const answered = survey.state === 'answered';
    if (!answered && isOver(survey, this.clock.now())) throw new AppError('customers.survey_expired');
    const [office] = await this.db.query<[{ name: string }]>('select name from people_organization_view');
    const { orderNo, language, expiresAt } = survey;
    return { organization: office.name, orderNo, language, answered, expiresAt };
  }

  async answer(context: RequestContext, input: InputOf<typeof surveysApi.answer>) {
    await this.found(this.db.manager, input.token, context.address);
    const from = { address: context.address, signedIn: context.principal !== null, knownBrowser: context.knownDevice };
    return this.keep(input, from, this.clock.now());
  }

  /** `now` may be told from the past only by the demo builder. */
  keep(
    { token, score, comment }: InputOf<typeof surveysApi.answer>,
    from: Answerer,
    now: string,
  ): Promise<ReplyOf<typeof surveysApi.answer>> {
    return this.commands.run(systemContext(now), async (tx) => {
      const survey = await tx.findOne(SurveyRow, {
        where: { tokenHash: hashToken(token) },
        lock: { mode: 'pessimistic_write' },
      });
      if (!survey) throw new AppError('customers.survey_not_found');
      if (survey.state === 'answered') throw new AppError('customers.survey_used');
      if (isOver(survey, now)) throw new AppError('customers.survey_expired');
      const { network, ...ours } = await whence(tx, from, now);
      const verdict = judgeAnswer({ signedIn: from.signedIn, ...ours });
      const after: SurveyRow = {
        ...survey,
        state: 'answered',
        // Answered before anybody marked it as sent: then it was.
        sentAt: survey.sentAt ?? survey.linkMadeAt ?? now,
        answeredAt: now,
        score,
        comment,
        network,
        counted: verdict.counts,
        uncounted: verdict.reason,
      };
      await tx.update(SurveyRow, { id: survey.id }, after);
      const unsent: NewFact[] = survey.sentAt ? [] : [sentFact(after)];
      return { reply: { received: true as const }, facts: [...unsent, answeredFact(after, score)] };
    });
  }

  private async found(tx: EntityManager, token: string, address: string): Promise<SurveyRow> {
    const survey = TOKEN.test(token) ? await tx.findOneBy(SurveyRow, { tokenHash: hashToken(token) }) : null;
    if (survey) return survey;
    const now = this.clock.now();
    const [{ n }] = await tx.query<[{ n: number }]>(
      `with old as (delete from survey_miss where at < $2::timestamptz - interval '1 day'),
         this as (insert into survey_miss (network, at) values (coalesce(people_network_of($1), ''), $2))
       select count(*)::int as n from survey_miss where network = coalesce(people_network_of($1), '') and at > $2::timestamptz - interval '10 minutes'`,
      [address, now],
    );
    throw n >= MISSES
      ? new AppError('request.too_many', { retryAfter: 60 })
      : new AppError('customers.survey_not_found');
  }
}

const isOver = (survey: SurveyRow, now: string): boolean => survey.state === 'expired' || isExpired(survey, now);

async function whence(tx: EntityManager, { address, knownBrowser }: Answerer, now: string) {
  const [row] = await tx.query<[{ network: string | null; officeNetwork: boolean; knownBrowser: boolean }]>(
    `select people_network_of($1) as network,
       exists (select from people_network_view v where v.network = people_network_of($1) and v.seen_at > $2::timestamptz - make_interval(days => $3)) as "officeNetwork",
       exists (select from people_browser_view b where b.token_hash = $4) as "knownBrowser"`,
    [address, now, OFFICE_NETWORK_DAYS, knownBrowser && TOKEN.test(knownBrowser) ? hashToken(knownBrowser) : null],
  );
  return row;
}

function answeredFact({ id, orderId, orderNo, ownerId, teamId, way, counted }: SurveyRow, score: 1 | 2 | 3 | 4 | 5) {
  const payload = { surveyId: id, orderId, orderNo, ownerId, way: way ?? 'hand', score, counted };
  return newFact(teamFeed(teamId), 'customers.survey_answered', payload);
}
