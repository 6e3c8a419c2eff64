import { calendarsApi } from '@tallyboard/contracts/calendars';
import { dutyApi } from '@tallyboard/contracts/duty';
import { inquiriesApi, type InquiryDetail } from '@tallyboard/contracts/inquiries';
import { intakeApi } from '@tallyboard/contracts/inquiry-intake';
import { knowledgeApi } from '@tallyboard/contracts/knowledge';
import { knowledgeUsesApi } from '@tallyboard/contracts/knowledge-uses';
import { ordersApi } from '@tallyboard/contracts/orders';
import { screensApi } from '@tallyboard/contracts/screens';
import { sessionsApi } from '@tallyboard/contracts/sessions';
import { storeApi } from '@tallyboard/contracts/store';
import { surveysApi } from '@tallyboard/contracts/surveys';
import { type Role, ROLES } from '@tallyboard/rules/people/capabilities';
import { v7 as uuid } from 'uuid';
import type { AnyEvidence } from '@tallyboard/rules/points/awards/catalogue';
import { anAward, publishAward } from '../modules/points/awards/award.factory.js';
import { aKudos, anAdjustment } from '../modules/points/recognition.factory.js';
import { aReward } from '../modules/points/rewards/reward.factory.js';
import { aFulfilled, aResource, someCredits } from '../modules/points/store/store.factory.js';
import { aSurvey } from '../modules/customers/survey.factory.js';
import { anInquiry } from '../modules/inquiries/inquiry.factory.js';
import { WatchSurveys } from '../modules/customers/watch-surveys.js';
import { WatchClocks } from '../modules/inquiries/watch-clocks.js';
import { aDraft, anItem } from '../modules/knowledge/item.factory.js';
import { aCustomer, anOrder } from '../modules/orders/order.factory.js';
import { hashToken, newToken } from '../platform/auth/token.js';
import { someCases } from './some-cases.js';
import type { Config } from '../platform/config/config.js';
import type { Logger } from '../platform/ops/logger.js';
import type { Things } from './things.js';
import { type Actor, cookieOf, TestServer } from './test-server.js';

export type Who = Role | 'wall' | 'nobody';
export type Side = { teamId: string; actors: Map<Who, Actor | null>; manager: Actor; things: Things };

/** Two teams of one company, each with somebody of every role, a paired screen, and one of everything. */
export class TwoTeams {
  private constructor(
    readonly server: TestServer,
    readonly home: Side,
    readonly away: Side,
  ) {}

  static async start(options: { config?: Partial<Config>; logger?: Logger } = {}): Promise<TwoTeams> {
    const server = await TestServer.start(options);
    // What time alone does is not to happen while somebody looks whether a request changed anything.
    const { app } = server.running;
    for (const watch of [WatchClocks, WatchSurveys])
      await app.get<{ onApplicationShutdown(): Promise<void> }>(watch).onApplicationShutdown();
    const home = await aSide(server, server.teamId);
    const away = await aSide(server, await server.team('远方'));
    // What follows from all that is told now, and not while somebody looks on.
    await server.settled();
    return new TwoTeams(server, home, away);
  }
}

async function aSide(server: TestServer, teamId: string): Promise<Side> {
  const actors = new Map<Who, Actor | null>();
  for (const role of ROLES) actors.set(role, await server.person([role], role, teamId));
  actors.set('wall', await aScreen(server, teamId));
  actors.set('nobody', null);
  const manager = actors.get('manager')!;
  return { teamId, actors, manager, things: await someThings(server, manager) };
}

/** A screen of a team, paired as an admin would do it. */
export async function aScreen(server: TestServer, teamId: string): Promise<Actor> {
  const { code, secret } = (await server.call(screensApi.startPairing, { locale: 'en' }, null)).reply;
  const device = await server.call(screensApi.approvePairing, { code, name: 'TV', teamId }, server.manager);
  const polled = await server.call(screensApi.pollPairing, { secret }, null);
  return { id: device.reply.id, teamId, cookie: cookieOf(polled.headers) };
}

/** One of everything, new, made by the team's manager; what was earned and the waiting screen may be those that are there. */
export async function someThings(server: TestServer, manager: Actor, earned?: Things): Promise<Things> {
  const { teamId } = manager;
  const [person, leaver] = [
    await server.person(['sales'], 'Person', teamId),
    await server.person(['sales'], 'Leaver', teamId),
  ];
  await server.db.query('update app_user set active = false where id = $1', [leaver.id]);
  const customerId = await aCustomer(server, manager);
  const make = (fields = {}) => anOrder(server, { customerId, ...fields }, manager);
  const [order, neighbour, held, lost] = await Promise.all([
    make(),
    make({ stage: 'QUOTED' }),
    make(),
    make({ owners: { sales: manager.id, documents: null, logistics: null } }),
  ]);
  const commandId = crypto.randomUUID();
  const target = { expectedVersion: 1 };
  const move = { id: order.id, ...target, toStage: 'QUOTED' as const, afterId: neighbour.id };
  await Promise.all([
    server.call(ordersApi.move, move, manager, { 'idempotency-key': commandId }),
    server.call(ordersApi.hold, { id: held.id, ...target, reason: 'waits' }, manager),
    server.call(ordersApi.lose, { id: lost.id, ...target, reason: 'price' }, manager),
  ]);
  const { reply: board } = await server.call(ordersApi.board, { teamId }, manager);
  const pairingCode =
    earned?.pairingCode ?? (await server.call(screensApi.startPairing, { locale: 'en' }, null)).reply.code;
  return {
    teamId,
    nextTeamId: teamId,
    orderId: order.id,
    orderVersion: 2,
    neighbourId: neighbour.id,
    heldId: held.id,
    heldVersion: 2,
    lostId: lost.id,
    lostVersion: 2,
    commandId,
    customerId,
    customerVersion: 1,
    personId: person.id,
    personVersion: 1,
    colleagueId: (await server.person(['sales'], 'Colleague', teamId)).id,
    leaverId: leaver.id,
    leaverVersion: 1,
    deviceId: await aDevice(server, manager),
    ...(await someLinks(server, manager)),
    sessionId: await aSession(server, person.id),
    ...(earned
      ? { securedId: earned.securedId, entryId: earned.entryId }
      : await someEntry(server, manager, customerId, person.id)),
    pairingCode,
    ...(await someTime(server, manager, person.id)),
    ...(await someInquiries(server, manager, person.id)),
    ...(await someSurveys(server, manager)),
    ...(await someRecognition(server, manager, person.id, leaver.id)),
    rewardId: await someReward(server, manager, person.id),
    ...(await someAwards(server, manager, person.id, customerId)),
    ...(await someKnowledge(server, manager, person, order.id)),
    endedId: lost.id,
    ...(await someCases(server, manager, person)),
    ...(await someStore(server, manager, person)),
    settings: (board as { settings: Things['settings'] }).settings,
  };
}

/** Days of their own in the team's calendar and in a market's table; somebody's leave and shift. */
async function someTime(
  server: TestServer,
  manager: Actor,
  userId: string,
): Promise<Pick<Things, 'officeVersion' | 'marketVersion' | 'dutyVersion' | 'leaveId' | 'shiftId'>> {
  const { teamId } = manager;
  const day = { kind: 'off' as const, nameZh: '放假', nameEn: 'Day off' };
  const office = (await server.call(calendarsApi.office, { teamId }, manager)).reply;
  const market = (await server.call(calendarsApi.holidays, { market: 'DE' }, manager)).reply;
  const [own, table] = [
    await server.call(
      calendarsApi.setOfficeDay,
      { teamId, expectedVersion: office.calendar.version, on: '2026-12-24', ...day },
      manager,
    ),
    await server.call(
      calendarsApi.setHoliday,
      { market: 'DE', expectedVersion: market.version, on: '2026-07-01', ...day, certainty: 'fixed', source: '' },
      manager,
    ),
  ];
  const week = { fromOn: '2026-12-14', fromTime: '00:00', toOn: '2026-12-18', toTime: '24:00' };
  await server.call(dutyApi.enterLeave, { userId, ...week, kind: 'leave', reason: 'LeaveReason' }, manager);
  const { reply } = await server.call(
    dutyApi.planShift,
    { userId, on: '2026-12-07', from: '18:00', to: '22:00', note: '' },
    manager,
  );
  return {
    officeVersion: own.reply.calendar.version,
    marketVersion: table.reply.version,
    dutyVersion: reply.version,
    leaveId: reply.leave[0]!.id,
    shiftId: reply.shifts[0]!.id,
  };
}

/** Of the person: one as it came, one that is qualified, one that is none; and where they come from. */
async function someInquiries(
  server: TestServer,
  manager: Actor,
  ownerId: string,
): Promise<Pick<Things, `${'inquiry' | 'qualified' | 'invalid' | 'source'}${'Id' | 'Version'}` | 'messageId'>> {
  const { teamId } = manager;
  const contact = { name: 'InquirerName', email: `${crypto.randomUUID()}@inquirer.example`, phone: '+49 40 5550100' };
  const make = (fields = {}) => anInquiry(server, { teamId, ownerId, ...fields }, manager);
  const [asked, good, junk] = [await make({ contact, text: 'InquiryText' }), await make(), await make()];
  const of = ({ inquiry }: InquiryDetail) => ({ id: inquiry.id, expectedVersion: inquiry.version });
  const quality = { product: 'a', quantity: 'b', destination: 'c', need: 'd' };
  const { reply: qualified } = await server.call(inquiriesApi.qualify, { ...of(good), quality }, manager);
  const why = { reason: 'spam', note: '', duplicateOf: null } as const;
  const { reply: invalid } = await server.call(inquiriesApi.markInvalid, { ...of(junk), ...why }, manager);
  const { source } = (await server.call(intakeApi.addSource, { teamId, name: 'Site', kind: 'form' }, manager)).reply;
  return {
    inquiryId: asked.inquiry.id,
    inquiryVersion: asked.inquiry.version,
    messageId: asked.messages![0]!.id,
    qualifiedId: qualified.inquiry.id,
    qualifiedVersion: qualified.inquiry.version,
    invalidId: invalid.inquiry.id,
    invalidVersion: invalid.inquiry.version,
    sourceId: source.id,
    sourceVersion: source.version,
  };
}

/** Of one customer with two people: one to send, one whose link was made. */
async function someSurveys(
  server: TestServer,
  manager: Actor,
): Promise<Pick<Things, 'surveyId' | 'linkedSurveyId' | 'surveyedId'>> {
  const one = await aSurvey(server, {}, manager);
  const two = await aSurvey(server, { customerId: one.customerId }, manager);
  await server.call(surveysApi.makeLink, { id: two.id }, manager);
  return { surveyId: one.id, linkedSurveyId: two.id, surveyedId: one.customerId };
}

/** Thanks and an adjustment; the manager's week of kudos begins anew. */
async function someRecognition(
  server: TestServer,
  { id: fromId, teamId }: Actor,
  toId: string,
  otherId: string,
): Promise<Pick<Things, 'kudosId' | 'heldKudosId' | 'adjustmentId'>> {
  await server.db.query('delete from kudos where from_id = $1', [fromId]);
  return {
    kudosId: await aKudos(server, { teamId, fromId, toId }),
    heldKudosId: await aKudos(server, { teamId, fromId: toId, toId: otherId, state: 'held' }),
    adjustmentId: await anAdjustment(server, { teamId, userId: toId, proposedBy: otherId }),
  };
}

/** Of the manager in three states, and of a colleague one to be reviewed; no two of them are alike. */
async function someKnowledge(
  server: TestServer,
  manager: Actor,
  colleague: Actor,
  orderId: string,
): Promise<
  Pick<
    Things,
    | `${'draft' | 'askedItem' | 'pooled' | 'review' | 'read'}${'Id' | 'Version'}`
    | 'helpfulId'
    | 'useId'
    | 'flagId'
    | 'ownFlagId'
    | 'fileId'
  >
> {
  const text = () => ({ title: `Item ${uuid()}`, body: Array.from({ length: 20 }, () => uuid().slice(-12)).join(' ') });
  const asked = async (author: Actor) => {
    const { id, version } = await aDraft(server, author, text());
    return (await server.call(knowledgeApi.submit, { id, expectedVersion: version }, author)).reply;
  };
  const [draft, mine, theirs] = [await aDraft(server, manager, text()), await asked(manager), await asked(colleague)];
  const pooled = await anItem(server, manager, colleague, text());
  const [read, helpful] = [
    await anItem(server, colleague, manager, text()),
    await anItem(server, colleague, manager, text()),
  ];
  await server.db.query(
    `insert into knowledge_reading (item_id, user_id, opened_at) select unnest($1::uuid[]), $2, now() - interval '1 minute'`,
    [[read.id, helpful.id], manager.id],
  );
  await server.call(knowledgeApi.vote, { id: helpful.id }, manager);
  const file = { id: draft.id, name: 'note.txt', content: Buffer.from('Words') };
  const doubt = async (id: string, as: Actor): Promise<string> => {
    await server.call(knowledgeApi.open, { id }, as);
    return (await server.call(knowledgeApi.flag, { id, kind: 'wrong', note: 'Not so' }, as)).reply.flags[0]!.id;
  };
  const attach = { orderId, itemId: read.id, language: 'en' as const };
  const { reply: used } = await server.call(knowledgeUsesApi.attach, attach, manager);
  return {
    useId: used.uses[0]!.id,
    draftId: draft.id,
    draftVersion: draft.version,
    askedItemId: mine.id,
    askedItemVersion: mine.version,
    pooledId: pooled.id,
    pooledVersion: pooled.version,
    reviewId: theirs.id,
    reviewVersion: theirs.version,
    readId: read.id,
    readVersion: read.version,
    helpfulId: helpful.id,
    flagId: await doubt(pooled.id, colleague),
    fileId: (await server.call(knowledgeApi.addFile, file, manager)).reply.id,
    ownFlagId: await doubt(helpful.id, manager),
  };
}

/** Something that costs one credit, something a colleague asked for, and a wish; nothing is said of the store's budget. */
async function someStore(
  server: TestServer,
  manager: Actor,
  colleague: Actor,
): Promise<Pick<Things, 'resourceId' | 'resourceVersion' | 'redemptionId' | 'learnedId' | 'suggestionId'>> {
  await server.db.query('delete from store_policy where team_id = $1', [manager.teamId]);
  for (const { id } of [manager, colleague]) await someCredits(server, id, 5);
  const resource = await aResource(server, { price: 1 }, manager);
  const asked = await server.call(storeApi.redeem, { id: resource.id, price: 1 }, colleague);
  const wish = { type: 'book', title: 'SuggestedBook', link: '', why: 'SuggestionText' } as const;
  return {
    resourceId: resource.id,
    resourceVersion: resource.version,
    redemptionId: asked.reply.id,
    learnedId: await aFulfilled(server, manager.id, resource),
    suggestionId: (await server.call(storeApi.suggest, wish, colleague)).reply.id,
  };
}

/** Nothing is said of the team's budget, so that it is said for the first time. */
async function someReward(server: TestServer, { teamId }: Actor, userId: string): Promise<string> {
  await server.db.query('delete from reward_policy where team_id = $1', [teamId]);
  return aReward(server, { teamId, userId });
}

/** One for people and one for customers, both being decided, in place of what was there. */
async function someAwards(
  server: TestServer,
  { teamId }: Actor,
  userId: string,
  customerId: string,
): Promise<Pick<Things, 'awardId' | 'wonId' | 'voteId'>> {
  await server.db.query('delete from award_vote where award_id in (select id from award where team_id = $1)', [teamId]);
  await server.db.query('delete from award where team_id = $1', [teamId]);
  // So long ago that nobody judges it again meanwhile.
  const at = '2026-05-15T00:00:00.000Z';
  const kudos = ['a', 'b'].map((fromId) => ({ fromId, at }));
  const orders = [1, 2].map((usdMinor) => ({ usdMinor, at }));
  const thanked: AnyEvidence = { award: 'collaboration_star', of: [{ userId, kudos, reversals: 0 }] };
  const wonId = await anAward(server, thanked, { teamId, at: '2026-04-15T00:00:00.000Z' });
  await publishAward(server, wonId, [userId]);
  return {
    wonId,
    awardId: await anAward(server, thanked, { teamId, at }),
    voteId: await anAward(
      server,
      { award: 'customer_of_the_year', of: [{ customerId, orders, votes: 0, reversals: 0 }] },
      { teamId, at, kind: 'year' },
    ),
  };
}

async function aDevice(server: TestServer, { id: by, teamId }: Actor): Promise<string> {
  const id = uuid();
  await server.db.query(
    `insert into device (id, team_id, name, locale, approved_by, created_at) values ($1, $2, 'Spare', 'en', $3, now())`,
    [id, teamId, by],
  );
  return id;
}

/** Open links as the manager would make them. */
async function someLinks(server: TestServer, manager: Actor): Promise<Pick<Things, 'inviteId' | 'resetId'>> {
  const forgetful = await server.person(['sales'], 'Forgetful', manager.teamId);
  await server.call(sessionsApi.invite, { teamId: manager.teamId, roles: ['sales'] }, manager);
  await server.call(sessionsApi.resetLink, { id: forgetful.id }, manager);
  const [made] = await server.db.query<Pick<Things, 'inviteId' | 'resetId'>[]>(
    `select (select id from invite where created_by = $1 order by created_at desc, id desc limit 1) as "inviteId",
            (select id from password_reset where user_id = $2) as "resetId"`,
    [manager.id, forgetful.id],
  );
  return made!;
}

async function aSession(server: TestServer, userId: string): Promise<string> {
  const id = uuid();
  await server.db.query(
    `insert into access_token (id, token_hash, user_id, created_at, last_seen_at, expires_at) values ($1, $2, $3, now(), now(), now() + interval '1 day')`,
    [id, hashToken(newToken()), userId],
  );
  return id;
}

/** An order that earned points, and the entry of the ledger. */
async function someEntry(
  server: TestServer,
  manager: Actor,
  customerId: string,
  personId: string,
): Promise<{ securedId: string; entryId: string }> {
  const secured = await anOrder(
    server,
    {
      customerId,
      currency: 'USD',
      amountMinor: 4_520_000,
      owners: { sales: personId, documents: null, logistics: null },
    },
    manager,
  );
  await server.call(ordersApi.move, { id: secured.id, expectedVersion: 1, toStage: 'SECURED', afterId: null }, manager);
  await server.settled();
  const [entry] = await server.db.query<{ id: string }[]>('select id from ledger_txn where order_id = $1 limit 1', [
    secured.id,
  ]);
  return { securedId: secured.id, entryId: entry!.id };
}
