import { sampleInquiry } from '../../inquiries/inquiry.sample.js';
import type { Inquiry } from '../../inquiries/inquiry.js';
import type { Order } from '../../orders/order.js';
import { sampleOrder } from '../../orders/order.sample.js';
import { hasReached, type Stage } from '../../orders/stages.js';
import { defaultRules } from '../catalogue.js';
import type { RuleId, RuleInForce } from '../rule.js';
import type { About, ScoredFact } from './scored-fact.js';

/** Whatever may happen to points, so that any order of it can be tried: on the bare engine, and on the one that stands on a database. */
export const STAGES: readonly Stage[] = [
  'QUOTED',
  'PI_SIGNED',
  'SECURED',
  'PRODUCTION',
  'BOOKED',
  'SHIPPED',
  'DELIVERED',
  'SETTLED',
  'LOST',
];
/** Where a sale ends well: moved to more often, since much has to come before. */
export const SETTLED = STAGES.indexOf('SETTLED');
export const ORDER_STEPS = ['cancel', 'reopen', 'buyer', 'merge', 'owner', 'worth', 'transfer'] as const;
export const INQUIRY_STEPS = ['qualify', 'disqualify', 'junk', 'restore', 'convert'] as const;
export const KUDOS_STEPS = ['given', 'held', 'withdrawn', 'released', 'refused'] as const;
export const ITEM_STEPS = ['publish', 'withdraw', 'vote', 'unvote', 'verify', 'flag'] as const;
export const ANSWER_STEPS = ['accept', 'unaccept', 'accept_own'] as const;
export const USE_STEPS = ['use', 'unuse'] as const;
/** A checklist, a case, and a checklist that was made of it. */
export const ITEM_COUNT = 3;
/** What colleagues and authors use: which item, for which inquiry or order, by whom. */
const USES = [
  { item: 0, order: 0, by: 's' },
  { item: 1, order: 0, by: 't' },
  { item: 0, inquiry: 0, by: 't' },
  { item: 1, inquiry: 0, by: 'l' },
  { item: 1, order: 1, by: 's' },
  { item: 2, order: 0, by: 's' },
  { item: 2, order: 1, by: 't' },
  { item: 2, inquiry: 1, by: 's' },
] as const;
export const USE_COUNT = USES.length;
export type Step =
  | { do: 'move'; order: number; stage: number; undo: boolean }
  | { do: (typeof ORDER_STEPS)[number]; order: number }
  | { do: (typeof INQUIRY_STEPS)[number]; inquiry: number }
  | { do: (typeof KUDOS_STEPS)[number]; kudos: number }
  | { do: (typeof ITEM_STEPS)[number]; item: number }
  | { do: (typeof ANSWER_STEPS)[number]; answer: number }
  | { do: (typeof USE_STEPS)[number]; use: number }
  | { do: 'accepted' | 'reversed'; amount: number }
  | { do: 'survey'; score: number }
  | { do: 'start'; day: number };

/** A case, a checklist made of it, and its first use: what chance alone would seldom bring together. */
export const LESSON: readonly Step[] = [
  { do: 'publish', item: 1 },
  { do: 'publish', item: 2 },
  { do: 'use', use: 5 },
];

/** The ids that a story is told with; two feeds, since orders move from team to team. */
export type Names = {
  id: (of: string) => string;
  feeds: readonly [string, string];
};
export const PLAIN: Names = { id: (of) => of, feeds: ['team:t', 'team:u'] };
export const PEOPLE = ['s', 't', 'd', 'l'];
/** On this day the first two joined, until a fact says otherwise. */
export const JOINED_ON = '2026-11-01';
export const FIRST = '2026-11-02T02:00:00.000Z';
const STEP_MS = 30 * 3_600_000;

/** Of what asks for many, two are enough, so that short stories come to it. */
const SHORTER: Readonly<Partial<Record<RuleId, Readonly<Record<string, number>>>>> = {
  'MIL-02': { inquiries: 2 },
  'RET-02': { orders: 2, days: 4 },
};
/** The rules as they are, but for that. */
export const storyRules = (): RuleInForce[] =>
  defaultRules().map((r) => ({ ...r, params: { ...r.params, ...SHORTER[r.ruleId] } }));

/** What happened, every thirty hours something, as facts; numbered feed by feed. */
export function story(steps: readonly Step[], names: Names = PLAIN): ScoredFact[] {
  const told = new Story(names);
  const seqs = new Map<string, number>();
  return steps.map((step, i) => {
    const at = new Date(Date.parse(FIRST) + i * STEP_MS).toISOString();
    const about = told.about(step, at);
    const feed = told.feedOf(step);
    const seq = (seqs.get(feed) ?? 0) + 1;
    seqs.set(feed, seq);
    return { feed, seq, causedBy: null, at, about };
  });
}

class Story {
  private readonly orders = new Map<number, Order>();
  private readonly inquiries = new Map<number, Inquiry>();
  private readonly moved = new Set<number>();
  /** How many votes an item was ever given. */
  private readonly votes = new Map<number, number>();
  /** How often items were looked at again, or doubted. */
  private checks = 0;
  private readonly shared = new Map<number, string>();
  constructor(private readonly names: Names) {}

  /** An order that was handed to the other team is told of there from then on. */
  feedOf(step: Step): string {
    return this.names.feeds['order' in step && this.moved.has(step.order) ? 1 : 0];
  }

  about(step: Step, at: string): About {
    const { id } = this.names;
    if ('kudos' in step)
      return {
        of: 'kudos',
        kudosId: id(`k${step.kudos}`),
        kudos: { fromId: id('s'), toId: id('d'), state: step.do },
      };
    if ('item' in step) return this.knowledge(step.item, step.do, at);
    if ('answer' in step) return this.answer(step.answer, step.do);
    if ('use' in step) return this.use(step.use, step.do === 'use', at);
    if ('amount' in step) {
      const { amount, do: state } = step;
      const adjustment = {
        userId: id('d'),
        amount,
        state,
        reason: 'r',
        proposedBy: id('l'),
      };
      return { of: 'adjustment', adjustmentId: id('a'), adjustment };
    }
    if ('score' in step) {
      const survey = {
        ownerId: id('s'),
        score: step.score,
        counted: true,
        way: 'mail' as const,
      };
      return {
        of: 'survey',
        surveyId: id(`survey ${at}`),
        orderId: id('0'),
        orderNo: 'YD-0',
        survey,
      };
    }
    if ('day' in step)
      return {
        of: 'start',
        userId: id('s'),
        joinedOn: `2026-10-${String(step.day).padStart(2, '0')}`,
      };
    if ('inquiry' in step)
      return {
        of: 'inquiry',
        inquiry: this.inquiry(step.inquiry, step.do, at),
      };
    const before = this.orders.get(step.order);
    const was = before ?? this.order(step.order);
    const order = before ? changed(was, step, at, this.names) : was;
    this.orders.set(step.order, order);
    if (step.do === 'transfer' && before) this.moved.add(step.order);
    return {
      of: 'order',
      order,
      isNew: !before,
      isUndo: 'undo' in step && step.undo && before !== undefined,
    };
  }

  /** The second item is a case, and the third was made of it. */
  private knowledge(n: number, what: (typeof ITEM_STEPS)[number], at: string): About {
    const { id } = this.names;
    const { itemId, authorId, title } = this.item(n);
    if (what === 'publish' || what === 'withdraw') {
      const [inPool, type] = [what === 'publish', n === 1 ? ('retrospective' as const) : ('checklist' as const)];
      const sharedAt = inPool ? (this.shared.get(n) ?? at) : null;
      if (sharedAt) this.shared.set(n, sharedAt);
      else this.shared.delete(n);
      const item = { authorId, type, title, inPool, sharedAt };
      return { of: 'knowledge', itemId, item, madeOf: n === 2 ? id('item1') : null, isRetired: !inPool };
    }
    if (what === 'verify') {
      const verificationId = id(`check${++this.checks}`);
      const verification = { by: id('t'), onTime: this.checks % 2 === 1, title };
      return { of: 'verification', verificationId, verification };
    }
    if (what === 'flag') {
      const flag = { finderId: id('l'), authorId, upheld: true, title };
      return { of: 'flag', flagId: id(`flag${++this.checks}`), flag };
    }
    const nth = (this.votes.get(n) ?? 0) + (what === 'vote' ? 1 : 0);
    this.votes.set(n, nth);
    const vote = { authorId, voterId: id('s'), title, nth: Math.max(1, nth), given: what === 'vote' };
    return { of: 'vote', itemId, vote };
  }
  private answer(n: number, what: (typeof ANSWER_STEPS)[number]): About {
    const { id } = this.names;
    const authorId = id(what === 'accept_own' ? 's' : 'd');
    const answer = { authorId, askerId: id('s'), title: 'Question', accepted: what !== 'unaccept' };
    return { of: 'answer', answerId: id(`answer${n}`), answer };
  }
  private item(n: number): { itemId: string; authorId: string; title: string } {
    const { id } = this.names;
    return { itemId: id(`item${n}`), authorId: id(n === 0 ? 'd' : 'l'), title: `Item ${n}` };
  }
  private use(n: number, stands: boolean, at: string): About {
    const { id } = this.names;
    const { item, by, ...on } = USES[n]!;
    const order = 'order' in on ? this.orders.get(on.order) : undefined;
    const use = {
      ...this.item(item),
      useId: id(`use${n}`),
      userId: id(by),
      stage: order?.stage ?? ('INQUIRY' as const),
      at,
      inquiryId: 'inquiry' in on ? id(`i${on.inquiry}`) : null,
      orderId: 'order' in on ? id(String(on.order)) : null,
      no: 'N',
    };
    return { of: 'use', use, stands };
  }
  private order(n: number): Order {
    const { id } = this.names;
    return sampleOrder({
      id: id(String(n)),
      customerId: id(n === 2 ? 'other' : 'c'),
      amountUsdMinor: 2_000_000,
      stage: 'QUOTED',
      owners: { sales: id('s'), documents: id('d'), logistics: id('l') },
    });
  }
  private inquiry(n: number, what: string, at: string): Inquiry {
    const { id } = this.names;
    const fresh = sampleInquiry({
      id: id(`i${n}`),
      ownerId: id('s'),
      createdBy: id('l'),
      receivedAt: at,
    });
    const was = this.inquiries.get(n) ?? fresh;
    const good = {
      qualifiedAt: at,
      qualifiedBy: id('s'),
      qualifiedFor: id('s'),
      status: 'qualified' as const,
    };
    const plain = {
      qualifiedAt: null,
      qualifiedBy: null,
      qualifiedFor: null,
      status: 'open' as const,
    };
    const kept = was.qualifiedAt ? ('qualified' as const) : ('open' as const);
    const now: Inquiry = {
      ...was,
      ...(what === 'qualify' && !was.qualifiedAt ? good : {}),
      ...(what === 'disqualify' ? plain : {}),
      ...(what === 'junk' ? { status: 'invalid' as const } : {}),
      ...(what === 'convert' && was.status !== 'invalid' ? { status: 'converted' as const, orderId: id('0') } : {}),
      ...(what === 'restore' && was.status === 'invalid' ? { status: kept } : {}),
    };
    this.inquiries.set(n, now);
    return now;
  }
}

function changed(was: Order, s: Extract<Step, { order: number }>, at: string, { id }: Names): Order {
  switch (s.do) {
    case 'move': {
      const stage = STAGES[s.stage]!;
      const secured = hasReached(stage, 'SECURED');
      const onBoardOn = hasReached(stage, 'SHIPPED') ? (was.onBoardOn ?? at.slice(0, 10)) : null;
      return {
        ...was,
        stage,
        onBoardOn,
        securedAt: secured ? (was.securedAt ?? at) : null,
        frozenShipOn: secured ? '2026-11-30' : null,
      };
    }
    case 'cancel':
      return { ...was, status: 'cancelled', securedAt: null };
    case 'reopen':
      return {
        ...was,
        status: 'active',
        securedAt: hasReached(was.stage, 'SECURED') ? (was.securedAt ?? at) : null,
      };
    case 'buyer':
      return {
        ...was,
        customerId: was.customerId === id('c') ? id('other') : id('c'),
      };
    case 'merge':
      return { ...was, customerId: id('c') };
    case 'owner':
      return {
        ...was,
        owners: {
          ...was.owners,
          sales: was.owners.sales === id('s') ? id('t') : id('s'),
        },
      };
    case 'transfer':
      return was;
    case 'worth':
      return { ...was, amountUsdMinor: (was.amountUsdMinor ?? 0) + 700_000 };
  }
}
