import { z } from 'zod';
import { adjusted } from './adjustments.js';
import { awardTold, undecidedAward, wallAward } from './awards.js';
import { holidaysChanged, officeChanged } from './calendars.js';
import { dutyChanged } from './duty.js';
import { fact } from './fact.js';
import {
  inquiryCard,
  inquiryChanged,
  inquiryFrame,
  type InquiryChanged,
  replyWeek,
  startDay,
  wallInquiry,
} from './inquiry-cards.js';
import {
  order,
  orderChanged,
  priceCard,
  stage,
  stageSettings,
  teamCard,
  wallCard,
  type OrderChanged,
} from './order-cards.js';
import { itemAnswered, itemChanged, itemFlagged, itemHead, itemVerified, itemVoted } from './knowledge.js';
import { itemUsed, lineTicked, usedItem } from './knowledge-uses.js';
import { kudosChanged, shownKudos, showKudos, wallKudos } from './kudos.js';
import { personChanged, rankingChanged } from './people.js';
import { pointsPosted } from './points.js';
import { id, instant, version } from './scalars.js';
import { rewardChanged, shownReward } from './rewards.js';
import { rulesChanged } from './rule-lab.js';
import { redemptionChanged, resourceGiven, shownRedemption } from './store.js';
import { surveyAnswered, surveySent } from './surveys.js';

const pick =
  <S extends z.ZodObject>(schema: S) =>
  (payload: OrderChanged): z.infer<S> =>
    schema.parse({ ...payload.order });
const wallChange = z.object({ card: wallCard });
const teamChange = z.object({ card: teamCard, reason: z.string().nullable() });
const priceChange = z.object({ card: priceCard, reason: z.string().nullable() });

/** An order changed in a way that is told by its whole card. */
const changed = () =>
  fact({
    version: 1,
    payload: orderChanged,
    views: {
      wall: { frame: wallChange, of: (p) => ({ card: pick(wallCard)(p) }) },
      team: { frame: teamChange, of: (p) => ({ card: pick(teamCard)(p), reason: p.reason }) },
      price: { frame: priceChange, of: (p) => ({ card: pick(priceCard)(p), reason: p.reason }) },
    },
  });

/** The hot frame: a move says only what it changed. */
export const movedFrame = z.object({ id, from: stage, stage, stageSince: instant, rank: z.string(), version });
const moved = {
  frame: movedFrame,
  of: ({ order: o, before }: OrderChanged) => ({
    id: o.id,
    from: before?.stage ?? o.stage,
    stage: o.stage,
    stageSince: o.stageSince,
    rank: o.rank,
    version: o.version,
  }),
};
const gone = z.object({ id });
const left = { frame: gone, of: (p: { order: z.infer<typeof order> }) => ({ id: p.order.id }) };
const same = <S extends z.ZodType>(frame: S) => ({ frame, of: (p: z.infer<S>) => p });
const reranked = z.object({ ranks: z.array(z.tuple([id, z.string()])) });
/** A fact that hides nothing from any view. */
const openToAll = <S extends z.ZodType>(payload: S) =>
  fact({ version: 1, payload, views: { wall: same(payload), team: same(payload), price: same(payload) } });
/** A fact for people at desks; walls learn nothing of it. */
const openToDesks = <S extends z.ZodType>(payload: S) =>
  fact({ version: 1, payload, views: { wall: null, team: same(payload), price: same(payload) } });
/** A fact that is for what follows from it alone. */
const hidden = <S extends z.ZodType>(payload: S) =>
  fact({ version: 1, payload, views: { wall: null, team: null, price: null } });
const wallPosted = pointsPosted.omit({ orderNo: true });
/** What somebody came to in all is for the league to say, as far as it is public. */
const deskPosted = pointsPosted.omit({ seasonTotal: true });
/** Points went to or from somebody. Those of who takes no part in rankings are in their own feed, so no team learns of them. */
const posted = () => {
  const desk = { frame: deskPosted, of: (p: z.infer<typeof pointsPosted>) => deskPosted.parse(p) };
  return fact({
    version: 1,
    payload: pointsPosted,
    mayWait: true,
    views: {
      wall: { frame: wallPosted, of: (p) => wallPosted.parse(p) },
      team: desk,
      price: desk,
    },
  });
};

/** Points by hand are for their owner and managers; a desk is told only that there is something to read again. */
const handAdjusted = () => {
  const desk = {
    frame: adjusted.pick({ adjustmentId: true, state: true }),
    of: ({ adjustmentId, state }: z.infer<typeof adjusted>) => ({ adjustmentId, state }),
  };
  return fact({ version: 1, payload: adjusted, views: { wall: null, team: desk, price: desk } });
};

/** A desk is told only that there is something to read again. */
const rewarded = () => {
  const desk = { frame: shownReward, of: (p: z.infer<typeof rewardChanged>) => shownReward.parse(p) };
  return fact({ version: 1, payload: rewardChanged, byNobody: true, views: { wall: null, team: desk, price: desk } });
};

/** Something was asked for in the store or decided about: a desk is told only that there is something to read again. */
const redeemed = () => {
  const desk = { frame: shownRedemption, of: (p: z.infer<typeof redemptionChanged>) => shownRedemption.parse(p) };
  return fact({
    version: 1,
    payload: redemptionChanged,
    byNobody: true,
    views: { wall: null, team: desk, price: desk },
  });
};

/** Thanks were given, taken back, or looked at. */
const thanked = () => {
  const desk = { frame: shownKudos, of: showKudos };
  return fact({
    version: 1,
    payload: kudosChanged,
    views: { wall: { frame: wallKudos, of: (p) => wallKudos.parse(showKudos(p)) }, team: desk, price: desk },
  });
};

/** A shortlist was made, or became another. */
const shortlisted = () => {
  const desk = { frame: awardTold, of: undecidedAward };
  return fact({ version: 1, payload: awardTold, views: { wall: null, team: desk, price: desk } });
};

/** An award was decided, or would go to another now. */
const awarded = () =>
  fact({
    version: 1,
    payload: awardTold,
    views: { wall: { frame: awardTold, of: wallAward }, team: same(awardTold), price: same(awardTold) },
  });

/** An inquiry changed: desks get its card, a screen only whether somebody waits. */
const inquired = () => {
  const desk = { frame: inquiryFrame, of: (p: InquiryChanged) => ({ inquiry: inquiryCard.parse(p.inquiry) }) };
  return fact({
    version: 1,
    payload: inquiryChanged,
    views: { wall: { frame: wallInquiry, of: (p) => wallInquiry.parse(p.inquiry) }, team: desk, price: desk },
  });
};

/** An item came a step further. Why it was sent back is for its author, who reads it there; a screen learns what was published, not how it is called. */
const itemMoved = (isForWalls = false) => {
  const frame = itemHead.omit({ reviewedBy: true });
  const desk = { frame, of: (p: z.infer<typeof itemChanged>) => frame.parse(p.item) };
  const wallItem = itemHead.pick({ id: true, type: true, authorId: true, revision: true });
  return fact({
    version: 1,
    payload: itemChanged,
    views: {
      wall: isForWalls ? { frame: wallItem, of: (p) => wallItem.parse(p.item) } : null,
      team: desk,
      price: desk,
    },
  });
};

/** Something was done with an item: who found it helpful, doubts it or looked at it again is read on the item, by those who may. */
const itemMarked = <S extends z.ZodType<{ item: z.infer<typeof itemHead> }>>(payload: S) => {
  const frame = itemHead.omit({ reviewedBy: true });
  const desk = { frame, of: (p: z.infer<S>) => frame.parse(p.item) };
  return fact({ version: 1, payload, views: { wall: null, team: desk, price: desk } });
};

/** An item was used, or is not any more: a desk is told that there is something to read again. */
const used = () => {
  const frame = usedItem.pick({ useId: true, itemId: true, inquiryId: true, orderId: true });
  const desk = { frame, of: (p: z.infer<typeof itemUsed>) => frame.parse(p.use) };
  return fact({ version: 1, payload: itemUsed, views: { wall: null, team: desk, price: desk } });
};

/** Every fact there is, by name. Facts are kept for ever; a changed payload gets a new version and an upcast. */
export const FACTS = {
  'orders.created': changed(),
  'orders.edited': changed(),
  'orders.moved': fact({ version: 1, payload: orderChanged, views: { wall: moved, team: moved, price: moved } }),
  'orders.held': changed(),
  'orders.resumed': changed(),
  'orders.cancelled': changed(),
  'orders.lost': changed(),
  'orders.reopened': changed(),
  'orders.undone': changed(),
  'orders.joined': changed(),
  'orders.left': fact({ version: 1, payload: orderChanged, views: { wall: left, team: left, price: left } }),
  'orders.reranked': openToAll(reranked),
  'orders.stages_changed': openToAll(stageSettings),
  'people.joined': openToAll(personChanged),
  'people.changed': openToAll(personChanged),
  'people.left': openToAll(personChanged),
  'people.ranking_changed': openToAll(rankingChanged),
  'inquiries.received': inquired(),
  'inquiries.assigned': inquired(),
  'inquiries.reassigned': inquired(),
  'inquiries.released_to_pool': inquired(),
  'inquiries.changed': inquired(),
  'inquiries.first_responded': inquired(),
  'inquiries.message_logged': inquired(),
  'inquiries.message_withdrawn': inquired(),
  'inquiries.escalated': inquired(),
  'inquiries.follow_up_lapsed': inquired(),
  'inquiries.start_day_set': hidden(startDay),
  'inquiries.week_closed': openToDesks(replyWeek),
  'inquiries.response_breached': inquired(),
  'inquiries.qualified': inquired(),
  'inquiries.disqualified': inquired(),
  'inquiries.marked_invalid': inquired(),
  'inquiries.restored': inquired(),
  'inquiries.converted': inquired(),
  'customers.survey_sent': openToDesks(surveySent),
  'customers.survey_answered': openToDesks(surveyAnswered),
  'calendars.office_changed': openToDesks(officeChanged),
  'calendars.holidays_changed': openToDesks(holidaysChanged),
  'calendars.duty_changed': openToDesks(dutyChanged),
  'knowledge.submitted': itemMoved(),
  'knowledge.recalled': itemMoved(),
  'knowledge.published': itemMoved(true),
  'knowledge.returned': itemMoved(),
  'knowledge.withdrawn': itemMoved(),
  'knowledge.voted': { ...itemMarked(itemVoted), byNobody: true },
  'knowledge.vote_withdrawn': { ...itemMarked(itemVoted), byNobody: true },
  'knowledge.verified': itemMarked(itemVerified),
  'knowledge.handed_on': itemMarked(itemChanged),
  'knowledge.expired': itemMarked(itemChanged),
  'knowledge.flagged': itemMarked(itemFlagged),
  'knowledge.flag_upheld': itemMarked(itemFlagged),
  'knowledge.flag_dismissed': itemMarked(itemFlagged),
  'knowledge.flag_withdrawn': itemMarked(itemFlagged),
  'knowledge.neglected': itemMarked(itemChanged),
  'knowledge.asked': itemMoved(),
  'knowledge.answered': itemMarked(itemAnswered),
  'knowledge.answer_edited': itemMarked(itemAnswered),
  'knowledge.answer_withdrawn': itemMarked(itemAnswered),
  'knowledge.answer_accepted': itemMarked(itemAnswered),
  'knowledge.answer_unaccepted': itemMarked(itemAnswered),
  'knowledge.used': used(),
  'knowledge.use_removed': used(),
  'knowledge.line_ticked': openToDesks(lineTicked),
  'points.kudos_given': thanked(),
  'points.kudos_withdrawn': thanked(),
  'points.kudos_decided': thanked(),
  'points.adjusted': handAdjusted(),
  'points.rules_changed': openToDesks(rulesChanged),
  'points.award_shortlisted': shortlisted(),
  'points.award_published': awarded(),
  'points.award_restated': openToDesks(awardTold),
  'points.reward_changed': rewarded(),
  'points.redemption_changed': redeemed(),
  'points.resource_changed': { ...openToDesks(z.object({ resourceId: id })), byNobody: true },
  'points.resource_given': openToAll(resourceGiven),
  'points.granted': posted(),
  'points.reversed': posted(),
} as const;
export type FactName = keyof typeof FACTS;
export type PayloadOf<N extends FactName> = z.infer<(typeof FACTS)[N]['payload']>;
/** What a desk with prices receives; other views get less of the same. */
export type FrameBody<N extends FactName> = z.infer<NonNullable<(typeof FACTS)[N]['views']['price']>['frame']>;
/** What a screen receives. */
export type WallBody<N extends FactName> = z.infer<NonNullable<(typeof FACTS)[N]['views']['wall']>['frame']>;
export const isFactName = (name: string): name is FactName => Object.hasOwn(FACTS, name);
