import { Injectable } from '@nestjs/common';
import type { ReplyOf } from '@tallyboard/contracts/endpoint';
import type { Survey, surveysApi } from '@tallyboard/contracts/surveys';
import { plusDays, SURVEY_EXPIRY_DAYS } from '@tallyboard/rules/customers/survey';
import type { EntityManager } from 'typeorm';
import { seesTeam } from '../../platform/auth/acting-in.js';
import type { Principal } from '../../platform/auth/principal.js';
import { hashToken, newToken } from '../../platform/auth/token.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { AppError } from '../../platform/http/app-error.js';
import { commandOf, type RequestContext } from '../../platform/http/request.js';
import { audit } from '../../platform/ops/audit.js';
import { PrepareSurvey, sentFact, SURVEY_MAIL } from './prepare-survey.js';
import { SurveyRow } from './survey.entity.js';
import { maySend, SurveysRead } from './surveys.read.js';

/** Where no mail leaves, whoever has the sale passes the link on, and says so. */
@Injectable()
export class HandOverSurvey {
  constructor(
    private readonly commands: Commands,
    private readonly preparing: PrepareSurvey,
    private readonly read: SurveysRead,
  ) {}

  /** A new link; the one before, mailed or made, opens nothing any more. It is answered once and never stored. */
  async link(context: RequestContext, id: string): Promise<ReplyOf<typeof surveysApi.makeLink>> {
    const command = commandOf(context);
    const token = newToken();
    const tokenHash = hashToken(token);
    const mark = tokenHash.toString('base64url');
    const made = await this.commands.run(command, async (tx) => {
      const expiresAt = await this.make(tx, command, id, tokenHash);
      const survey = await this.read.one(tx, command.principal, id);
      return { reply: { expiresAt, mark, survey }, facts: [] };
    });
    if (made.mark !== mark) throw new AppError('customers.survey_link_shown_once');
    return { url: `${context.origin}/survey/${token}`, expiresAt: made.expiresAt, survey: made.survey };
  }

  async make(tx: EntityManager, { principal, now, ...by }: CommandContext, id: string, tokenHash: Buffer) {
    const survey = await lockForSending(tx, principal, id);
    if (survey.state === 'waiting') throw new AppError('customers.survey_no_contact');
    if (survey.state === 'answered' || survey.state === 'expired') throw new AppError('customers.survey_closed');
    if (!(await this.preparing.mailer.withdraw(tx, SURVEY_MAIL, id, now)))
      throw new AppError('customers.survey_going_out');
    const expiresAt = plusDays(now, SURVEY_EXPIRY_DAYS);
    await tx.update(SurveyRow, { id }, { tokenHash, way: 'hand', linkMadeAt: now, expiresAt });
    await audit(tx, by, { action: 'customers.survey_link_made', subject: id, details: { order: survey.orderNo } });
    return expiresAt;
  }

  markSent(command: CommandContext, id: string): Promise<Survey> {
    return this.commands.run(command, async (tx) => {
      const survey = await lockForSending(tx, command.principal, id);
      const facts = await this.mark(tx, command, survey);
      return { reply: await this.read.one(tx, command.principal, id), facts };
    });
  }

  /** Once it is out, by whatever way, marking it again changes nothing. */
  private async mark(tx: EntityManager, command: CommandContext, survey: SurveyRow) {
    if (survey.sentAt) return [];
    if (survey.state === 'expired') throw new AppError('customers.survey_closed');
    if (survey.way !== 'hand' || !survey.linkMadeAt) throw new AppError('customers.survey_no_link');
    const sent = { state: 'sent' as const, sentAt: command.now };
    await tx.update(SurveyRow, { id: survey.id }, sent);
    const details = { order: survey.orderNo };
    await audit(tx, command, { action: 'customers.survey_marked_sent', subject: survey.id, details });
    return [sentFact({ ...survey, ...sent })];
  }
}

async function lockForSending(tx: EntityManager, by: Principal, id: string): Promise<SurveyRow> {
  const survey = await tx.findOne(SurveyRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!survey || !seesTeam(by, survey.teamId)) throw new AppError('customers.survey_not_found');
  if (!maySend(by, survey)) throw new AppError('customers.survey_not_yours');
  return survey;
}
