import { access, audit } from './en/access.js';
import { app } from './en/app.js';
import { award, awardBase, awardFigures, awardOut, awards, awardText, certificate, thanksMail } from './en/awards.js';
import { calendars, leave } from './en/calendars.js';
import { customers } from './en/customers.js';
import { diagnose } from './en/diagnose.js';
import { imports } from './en/imports.js';
import { ask, channel, inquiries, invalidReason, outReason, sheetColumn, sourceKind } from './en/inquiries.js';
import { flagKind, flagState, itemState, itemType, knowledge, knowledgeMail } from './en/knowledge.js';
import { caseField, caseHint, caseMissing, caseOutcome, cases, note, questions } from './en/retrospectives.js';
import { knowledgeUse, useKind } from './en/knowledge-uses.js';
import { lab, ruleParam, suspicion } from './en/lab.js';
import { orders } from './en/orders.js';
import { people, role } from './en/people.js';
import { badge, level, points, rule, ruleFigures, ruleText, seasonLeague, weekMark } from './en/points.js';
import { problem } from './en/problems.js';
import { adjustments, adjustmentState, kudos, kudosFor } from './en/recognition.js';
import { rewardKind, rewards, rewardState, rewardStep } from './en/rewards.js';
import { settings } from './en/settings.js';
import { redemptionState, redemptionStep, resourceType, store } from './en/store.js';
import { surveyMail, surveyPage } from './en/survey-page.js';
import { surveys } from './en/surveys.js';
import { backward, deadline, fact, field, incoterm, lane, loss, stage, status, track } from './en/trade.js';
import { city, deadlineShort, wall } from './en/wall.js';

import type { Texts } from './texts.js';

/** English, complete: what is missing here does not compile. */
export const en = {
  app,
  access,
  audit,
  orders,
  stage,
  lane,
  incoterm,
  deadline,
  backward,
  loss,
  track,
  status,
  fact,
  field,
  people,
  role,
  customers,
  surveys,
  surveyPage,
  surveyMail,
  calendars,
  leave,
  store,
  resourceType,
  redemptionState,
  redemptionStep,
  knowledge,
  knowledgeMail,
  flagKind,
  flagState,
  cases,
  note,
  caseField,
  caseHint,
  caseMissing,
  caseOutcome,
  questions,
  itemState,
  itemType,
  knowledgeUse,
  useKind,
  points,
  level,
  seasonLeague,
  weekMark,
  rule,
  ruleText,
  ruleFigures,
  ruleParam,
  suspicion,
  lab,
  kudos,
  kudosFor,
  adjustments,
  adjustmentState,
  rewards,
  rewardKind,
  rewardState,
  rewardStep,
  awards,
  award,
  awardText,
  awardFigures,
  awardBase,
  awardOut,
  certificate,
  thanksMail,
  badge,
  inquiries,
  channel,
  sourceKind,
  sheetColumn,
  invalidReason,
  outReason,
  ask,
  imports,
  settings,
  diagnose,
  wall,
  city,
  deadlineShort,
  problem,
} satisfies Texts;
