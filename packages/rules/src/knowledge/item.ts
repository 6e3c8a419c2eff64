import type { Stage } from '../orders/stages.js';
import { addDays } from '../time/business-day.js';
import type { CaseOrder } from './case-order.js';
import { withoutFiles } from './file-kinds.js';
import { type Retrospective, SENTENCES } from './retrospective.js';

/**
 * What the pool 知识共享池 holds: a market report 市场调研, a message template 沟通模板, an analysis of competitors 竞品分析, a case
 * retrospective 案例复盘, a checklist 检查清单, a question 问答.
 */
export const ITEM_TYPES = [
  'market_report',
  'template',
  'competitor',
  'retrospective',
  'checklist',
  'question',
] as const;
export type ItemType = (typeof ITEM_TYPES)[number];

/** `draft`: its author's alone. `in_review`: whoever may review sees it. `published`: everybody's. `withdrawn`: its author's and managers' again. */
export const ITEM_STATES = ['draft', 'in_review', 'published', 'withdrawn'] as const;
export type ItemState = (typeof ITEM_STATES)[number];
export const ITEM_LANGUAGES = ['zh-CN', 'en'] as const;
export type ItemLanguage = (typeof ITEM_LANGUAGES)[number];

/** What people write; the body is Markdown. */
export type ItemText = {
  title: string;
  body: string;
  language: ItemLanguage;
  /** The market it is about, ISO 3166-1 alpha-2; null: any. */
  market: string | null;
  /** The stage of an order it helps with; null: any. */
  stage: Stage | null;
  /** Of a case alone. */
  retrospective: Retrospective | null;
};

/** All that is said in an item, for looking it up and for comparing it. */
export const wholeText = (text: ItemText): string => [text.title, wholeBody(text)].join('\n');
export const wholeBody = ({ body, retrospective }: Pick<ItemText, 'body' | 'retrospective'>): string =>
  [...SENTENCES.map((name) => retrospective?.[name] ?? ''), withoutFiles(body)]
    .filter((said) => said !== '')
    .join('\n');
/** Headings, lines and boxes of a form that nobody has filled in yet. */
const UNFILLED = /^\s*(?:#{1,6}(?:\s.*)?|(?:[-*+]|\d+[.)])(?:\s+\[[ x]?\])?|[-*_|:\s]+)?\s*$/i;
/** Is there anything in it to be read? */
export const saysSomething = ({ body }: Pick<ItemText, 'body'>): boolean =>
  body.split('\n').some((line) => !UNFILLED.test(line));
export const sameText = ({ retrospective: a, ...text }: ItemText, { retrospective: b, ...other }: ItemText): boolean =>
  sameFields(text, other) && (a === b || (a !== null && b !== null && sameFields(a, b)));
const sameFields = <T extends object>(a: T, b: T): boolean =>
  (Object.keys(b) as (keyof T)[]).every((n) => a[n] === b[n]);

/**
 * A knowledge item. `text` is what is being written; what the pool shows is the last published edition, so a change under way is seen by
 * nobody until somebody else has reviewed it. `revision` counts editions, 0 before the first.
 */
export type Item = {
  id: string;
  teamId: string;
  type: ItemType;
  authorId: string;
  state: ItemState;
  text: ItemText;
  published: ItemText | null;
  revision: number;
  /** What whoever sent it back had to say. */
  returned: { note: string; by: string; at: string } | null;
  submittedAt: string | null;
  publishedAt: string | null;
  /** Who saw to its edition. */
  reviewedBy: string | null;
  /** Who looks at it again: whoever saw to its edition, unless it was handed on. */
  verifierId: string | null;
  /** Found wrong, and not mended in time: since when. It brings its author nothing. */
  neglectedAt: string | null;
  /** Until this day it counts as checked. */
  verifyBy: string | null;
  /** Since when it is in the pool, whatever editions came after that. */
  sharedAt: string | null;
  /** Of a case: the order it tells of, and how that one went. */
  orderId: string | null;
  caseOrder: CaseOrder | null;
  /** The case it was made of. */
  fromId: string | null;
  /** What was redeemed that it is a note about. */
  redemptionId: string | null;
  /** Of a question: how many answers there are, and whether one was accepted. */
  answers: number;
  solved: boolean;
  version: number;
};

/** What goes stale soon is looked at each quarter, the rest each half-year. */
const VERIFY_DAYS: Readonly<Record<ItemType, number>> = {
  market_report: 90,
  competitor: 90,
  template: 180,
  retrospective: 180,
  checklist: 180,
  question: 180,
};
export const verifyUntil = (type: ItemType, today: string): string => addDays(today, VERIFY_DAYS[type]);
/** Its check has run out: it is still found, and says so. */
export const isUnverified = (item: { verifyBy: string | null }, today: string): boolean =>
  item.verifyBy !== null && item.verifyBy < today;

/** So alike (see `likeness`) that it is the same thing once more. */
export const TWIN_LIKENESS = 0.8;
export const LONGEST_TITLE = 120;
export const LONGEST_BODY = 50_000;
