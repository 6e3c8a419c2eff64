import { access, audit } from './zh-cn/access.js';
import { app } from './zh-cn/app.js';
import {
  award,
  awardBase,
  awardFigures,
  awardOut,
  awards,
  awardText,
  certificate,
  thanksMail,
} from './zh-cn/awards.js';
import { calendars, leave } from './zh-cn/calendars.js';
import { customers } from './zh-cn/customers.js';
import { diagnose } from './zh-cn/diagnose.js';
import { imports } from './zh-cn/imports.js';
import { ask, channel, inquiries, invalidReason, outReason, sheetColumn, sourceKind } from './zh-cn/inquiries.js';
import { flagKind, flagState, itemState, itemType, knowledge, knowledgeMail } from './zh-cn/knowledge.js';
import { caseField, caseHint, caseMissing, caseOutcome, cases, note, questions } from './zh-cn/retrospectives.js';
import { knowledgeUse, useKind } from './zh-cn/knowledge-uses.js';
import { lab, ruleParam, suspicion } from './zh-cn/lab.js';
import { orders } from './zh-cn/orders.js';
import { people, role } from './zh-cn/people.js';
import { badge, level, points, rule, ruleFigures, ruleText, seasonLeague, weekMark } from './zh-cn/points.js';
import { problem } from './zh-cn/problems.js';
import { adjustments, adjustmentState, kudos, kudosFor } from './zh-cn/recognition.js';
import { rewardKind, rewards, rewardState, rewardStep } from './zh-cn/rewards.js';
import { settings } from './zh-cn/settings.js';
import { redemptionState, redemptionStep, resourceType, store } from './zh-cn/store.js';
import { surveyMail, surveyPage } from './zh-cn/survey-page.js';
import { surveys } from './zh-cn/surveys.js';
import { backward, deadline, fact, field, incoterm, lane, loss, stage, status, track } from './zh-cn/trade.js';
import { city, deadlineShort, wall } from './zh-cn/wall.js';

/** Chinese, the master: keys and parameters of every language come from here. */
export const zhCN = {
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
} as const;
