import { API } from '@tallyboard/contracts/api';
import type { Endpoint, InputOf } from '@tallyboard/contracts/endpoint';
import { DEFAULT_POLICY } from '@tallyboard/rules/points/rewards/reward';
import {
  knowledgeRequests,
  knowledgeUsesRequests,
  questionRequests,
  retrospectiveRequests,
} from './knowledge-requests.js';
import type { Things } from './things.js';

type Domains = typeof API;
type Requests = { [D in keyof Domains]: { [N in keyof Domains[D]]: (t: Things) => InputOf<Domains[D][N] & Endpoint> } };
const TOKEN = 'x'.repeat(43);
const PASSWORD = 'correct horse battery';
const NAMES = { name: '新人', nameEn: 'Newcomer', email: 'newcomer@example.com', locale: 'en' as const };
const fresh = (what: string): string => `${what} ${crypto.randomUUID().slice(0, 8)}`;
const RESOURCE = {
  ...{ type: 'course' as const, title: 'L/C course', text: '', price: 1, stock: null, perPerson: null },
  ...{ minLevel: 'set_sail' as const, roles: [], costCny: 100, picture: null },
};
const owners = (t: Things) => ({ sales: t.personId, documents: t.personId, logistics: t.personId });
const credit = (t: Things) => [{ userId: t.personId, percent: 100 }];
const order = (t: Things) => ({ id: t.orderId, expectedVersion: t.orderVersion });
const inquiry = (t: Things) => ({ id: t.inquiryId, expectedVersion: t.inquiryVersion });
const ASKED = {
  buyer: 'Asking GmbH',
  country: 'DE',
  language: 'de',
  product: 'hinges',
  subject: 'Hinges',
  contact: { name: 'Anna', email: 'anna@example.com', phone: '' },
};
const WEEK_DAY = [{ from: '08:30', to: '17:30' }];
const WEEK = { 1: WEEK_DAY, 2: WEEK_DAY, 3: WEEK_DAY, 4: WEEK_DAY, 5: WEEK_DAY, 6: [], 7: [] };
const DAY_OFF = { kind: 'off' as const, nameZh: '司庆', nameEn: 'Founding day' };
const office = (t: Things) => ({ teamId: t.teamId, expectedVersion: t.officeVersion });
const market = (t: Things) => ({ market: 'DE', expectedVersion: t.marketVersion });
const SHEET = {
  fileName: 'orders.csv',
  contentBase64: Buffer.from('Order no,Customer,Country\nSEC-1,Sheet Buyer,Germany\n').toString('base64'),
};

/** For every endpoint a request that is right for the team whose things these are. An endpoint without one does not compile. */
export const REQUESTS: Requests = {
  platform: {
    about: () => ({}),
    diagnose: () => ({ origin: 'https://board.example.com' }),
    openapi: () => ({}),
    parked: () => ({}),
    retryParked: () => ({ reaction: 'points', subject: 'nothing' }),
  },
  sessions: {
    signIn: () => ({ email: 'ghost@example.com', password: 'wrong' }),
    signOut: () => ({}),
    me: () => ({}),
    changePassword: () => ({ current: 'wrong', next: PASSWORD }),
    updateMe: () => ({ locale: 'en' }),
    invite: ({ teamId }) => ({ teamId, roles: ['sales'] }),
    seeInvite: () => ({ token: TOKEN }),
    acceptInvite: () => ({ token: TOKEN, password: PASSWORD, ...NAMES }),
    resetLink: ({ personId }) => ({ id: personId }),
    seeReset: () => ({ token: TOKEN }),
    resetPassword: () => ({ token: TOKEN, password: PASSWORD }),
    demoPeople: () => ({}),
    demoSignIn: ({ personId }) => ({ personId }),
    leaveDemo: () => ({ organization: 'O', team: 'T', password: PASSWORD, ...NAMES }),
  },
  links: {
    open: () => ({}),
    withdrawInvite: ({ inviteId }) => ({ id: inviteId }),
    renewInvite: ({ inviteId }) => ({ id: inviteId }),
    withdrawReset: ({ resetId }) => ({ id: resetId }),
  },
  people: {
    list: () => ({}),
    change: ({ personId, personVersion }) => ({ id: personId, expectedVersion: personVersion, nameEn: fresh('Named') }),
    transfer: ({ personId, personVersion, nextTeamId }) => ({
      id: personId,
      expectedVersion: personVersion,
      teamId: nextTeamId,
    }),
    disable: ({ personId, personVersion }) => ({ id: personId, expectedVersion: personVersion }),
    enable: ({ leaverId, leaverVersion }) => ({ id: leaverId, expectedVersion: leaverVersion }),
    createTeam: () => ({ name: fresh('Team') }),
  },
  screens: {
    startPairing: () => ({ locale: 'en' }),
    pollPairing: () => ({ secret: TOKEN }),
    seePairing: ({ pairingCode }) => ({ code: pairingCode }),
    approvePairing: ({ pairingCode, teamId }) => ({ code: pairingCode, name: 'TV', teamId }),
    devices: () => ({}),
    revokeDevice: ({ deviceId }) => ({ id: deviceId }),
    thisDevice: () => ({}),
  },
  access: {
    sessions: () => ({}),
    endSession: ({ sessionId }) => ({ id: sessionId }),
    failures: () => ({}),
    audit: () => ({}),
  },
  customers: {
    list: () => ({ limit: 200 }),
    get: ({ customerId }) => ({ id: customerId }),
    create: () => ({ name: fresh('Buyer'), country: 'DE', group: '' }),
    change: ({ customerId, customerVersion }) => ({
      id: customerId,
      expectedVersion: customerVersion,
      name: fresh('Buyer'),
      contacts: [{ name: 'Anna', email: 'anna@example.com', phone: '1', title: 'Buyer' }],
    }),
  },
  knowledge: knowledgeRequests,
  retrospectives: retrospectiveRequests,
  questions: questionRequests,
  knowledgeUses: knowledgeUsesRequests,
  notes: {
    mine: () => ({}),
    begin: ({ learnedId }) => ({ id: learnedId, language: 'en' }),
    pass: ({ learnedId }) => ({ id: learnedId, passed: true }),
  },
  store: {
    list: ({ teamId }) => ({ teamId }),
    credits: () => ({}),
    redeem: ({ resourceId }) => ({ id: resourceId, price: 1 }),
    redemptions: ({ teamId }) => ({ teamId }),
    decide: ({ redemptionId }) => ({ id: redemptionId, step: 'approve', note: '' }),
    add: ({ teamId }) => ({ teamId, resource: RESOURCE }),
    change: (t) => ({ id: t.resourceId, expectedVersion: t.resourceVersion, resource: RESOURCE, active: true }),
    setPolicy: ({ teamId }) => ({ teamId, monthlyCny: 5_000, approveUpTo: 20, expectedVersion: 0 }),
    suggest: () => ({ type: 'book', title: 'Incoterms 2030', link: 'https://example.com/book', why: 'New rules' }),
    settleSuggestion: ({ suggestionId }) => ({ id: suggestionId, to: 'taken' }),
  },
  kudos: {
    list: ({ teamId, personId }) => ({ teamId, personId, offset: 0, limit: 50 }),
    give: ({ colleagueId }) => ({ toId: colleagueId, category: 'help', text: 'Thanks' }),
    withdraw: ({ kudosId }) => ({ id: kudosId }),
    held: ({ teamId }) => ({ teamId }),
    decide: ({ heldKudosId }) => ({ id: heldKudosId, to: 'released' }),
  },
  adjustments: {
    list: ({ teamId }) => ({ teamId }),
    propose: ({ colleagueId }) => ({ userId: colleagueId, amount: 5, reason: 'Forgotten' }),
    decide: ({ adjustmentId }) => ({ id: adjustmentId, to: 'accepted' }),
  },
  rewards: {
    mine: () => ({}),
    list: ({ teamId }) => ({ teamId }),
    setPolicy: ({ teamId }) => ({
      teamId,
      expectedVersion: 0,
      ...DEFAULT_POLICY,
    }),
    decide: ({ rewardId }) => ({ id: rewardId, step: 'hand_over' }),
  },
  ruleLab: {
    rules: () => ({}),
    tryDraft: ({ teamId }) => ({
      runId: crypto.randomUUID(),
      teamId,
      season: '2026Q4',
      draft: { 'KUD-01': { points: 2 } },
    }),
    progress: () => ({ runId: crypto.randomUUID() }),
    schedule: () => ({ draft: { 'KUD-01': { points: 2 + Math.floor(Math.random() * 1_000) } }, note: 'Tried' }),
    unschedule: () => ({ ruleId: 'KUD-01' }),
  },
  awards: {
    list: ({ teamId }) => ({ teamId, state: 'published' }),
    badges: ({ teamId }) => ({ teamId }),
    wall: ({ teamId }) => ({ teamId }),
    detail: ({ awardId }) => ({ id: awardId }),
    certificate: ({ wonId, personId }) => ({ id: wonId, winnerId: personId, locale: 'en' }),
    publish: ({ awardId }) => ({ id: awardId, note: '', asOf: '2026-05-31T16:00:00.000Z' }),
    withhold: ({ awardId }) => ({ id: awardId, note: 'Too few took part' }),
    vote: ({ voteId, customerId }) => ({ id: voteId, customerId }),
  },
  surveys: {
    list: ({ teamId, surveyedId }) => ({ teamId, list: 'all', customerId: surveyedId, offset: 0, limit: 50 }),
    csat: ({ teamId }) => ({ teamId, from: '2026-10-01', to: '2026-11-30' }),
    makeLink: ({ surveyId }) => ({ id: surveyId }),
    markSent: ({ linkedSurveyId }) => ({ id: linkedSurveyId }),
    see: () => ({ token: TOKEN }),
    answer: () => ({ token: TOKEN, score: 5, comment: 'Good.' }),
  },
  orders: {
    board: ({ teamId }) => ({ teamId }),
    get: ({ orderId }) => ({ id: orderId }),
    timeline: ({ orderId }) => ({ id: orderId }),
    openOf: ({ personId }) => ({ id: personId }),
    create: (t) => ({
      teamId: t.teamId,
      customerId: t.customerId,
      stage: 'INQUIRY',
      title: 'A title',
      owners: owners(t),
      credit: credit(t),
    }),
    edit: (t) => ({
      ...order(t),
      customerId: t.customerId,
      title: fresh('Title'),
      owners: owners(t),
      credit: credit(t),
    }),
    move: (t) => ({ ...order(t), toStage: 'NEGOTIATING', afterId: t.neighbourId }),
    hold: (t) => ({ ...order(t), reason: 'a reason' }),
    resume: ({ heldId, heldVersion }) => ({ id: heldId, expectedVersion: heldVersion }),
    cancel: (t) => ({ ...order(t), reason: 'a reason' }),
    lose: (t) => ({ ...order(t), reason: 'price' }),
    reopen: ({ lostId, lostVersion }) => ({ id: lostId, expectedVersion: lostVersion }),
    undo: ({ orderId, commandId }) => ({ id: orderId, commandId }),
    settings: ({ teamId, settings: { version, columns, stages } }) => ({
      teamId,
      expectedVersion: version,
      columns,
      stages,
    }),
    rates: () => ({}),
    setRate: () => ({ currency: 'EUR', usdPerUnit: '1.17', asOf: '2026-11-20' }),
    importPreview: ({ teamId }) => ({ ...SHEET, teamId }),
    importRun: ({ teamId }) => ({ ...SHEET, teamId }),
    importTemplate: () => ({ locale: 'en' }),
    export: ({ teamId, personId }) => ({ teamId, owner: personId, locale: 'en' }),
  },
  points: {
    mine: () => ({}),
    standing: () => ({}),
    badges: () => ({}),
    of: ({ personId }) => ({ userId: personId }),
    league: ({ teamId }) => ({ teamId }),
    ofOrder: ({ securedId }) => ({ orderId: securedId }),
    why: ({ entryId }) => ({ id: entryId }),
  },
  calendars: {
    office: ({ teamId }) => ({ teamId }),
    setOffice: (t) => ({ ...office(t), zone: 'Asia/Shanghai', weekly: WEEK, market: 'CN' }),
    setOfficeDay: (t) => ({ ...office(t), on: '2026-12-31', ...DAY_OFF }),
    clearOfficeDay: (t) => ({ ...office(t), on: '2026-12-24' }),
    markets: () => ({}),
    holidays: () => ({ market: 'DE' }),
    setHoliday: (t) => ({ ...market(t), on: '2026-07-02', ...DAY_OFF, certainty: 'fixed', source: 'sample' }),
    removeHoliday: (t) => ({ ...market(t), on: '2026-07-01' }),
    setYear: (t) => ({ ...market(t), year: 2029, state: 'incomplete' }),
  },
  inquiries: {
    list: ({ teamId, sourceId, personId }) => ({
      teamId,
      sourceId,
      ownerId: personId,
      list: 'all',
      offset: 0,
      limit: 50,
    }),
    get: ({ inquiryId }) => ({ id: inquiryId }),
    create: ({ teamId, personId, customerId }) => ({
      teamId,
      ...ASKED,
      text: 'We look for hinges.',
      channel: 'email',
      ownerId: personId,
      customerId,
    }),
    change: (t) => ({ ...inquiry(t), product: fresh('Product'), customerId: t.customerId }),
    logMessage: ({ inquiryId, pooledId }) => ({
      id: inquiryId,
      used: [{ itemId: pooledId, revision: 1 }],
      direction: 'out',
      channel: 'email',
      text: fresh('Dear buyer'),
      automatic: false,
    }),
    withdrawMessage: ({ inquiryId, messageId }) => ({ id: inquiryId, messageId }),
    assign: (t) => ({ ...inquiry(t), ownerId: t.colleagueId, note: '' }),
    release: (t) => ({ ...inquiry(t), note: '' }),
    qualify: (t) => ({ ...inquiry(t), quality: { product: 'a', quantity: 'b', destination: 'c', need: 'd' } }),
    disqualify: (t) => ({ id: t.qualifiedId, expectedVersion: t.qualifiedVersion }),
    markInvalid: (t) => ({ ...inquiry(t), reason: 'duplicate', note: '', duplicateOf: t.qualifiedId }),
    restore: (t) => ({ id: t.invalidId, expectedVersion: t.invalidVersion }),
    convert: (t) => ({ ...inquiry(t), customerId: t.customerId, newCustomer: null }),
    rate: ({ teamId }) => ({ teamId, from: '2026-11-01', to: '2026-11-30' }),
    gauge: ({ teamId }) => ({ teamId }),
  },
  intake: {
    sources: ({ teamId }) => ({ teamId }),
    addSource: ({ teamId }) => ({ teamId, name: fresh('Form'), kind: 'form' }),
    changeSource: ({ sourceId, sourceVersion }) => ({
      id: sourceId,
      expectedVersion: sourceVersion,
      name: fresh('Form'),
    }),
    renewToken: ({ sourceId, sourceVersion }) => ({ id: sourceId, expectedVersion: sourceVersion }),
    profiles: ({ teamId }) => ({ teamId }),
    setProfile: ({ personId }) => ({
      userId: personId,
      markets: ['DE'],
      products: ['hinges'],
      languages: ['zh', 'en'],
      holdingCap: 20,
      paused: false,
      joinedOn: '2026-10-01',
    }),
    ownDomains: () => ({}),
    setOwnDomains: () => ({ expectedVersion: 1, domains: ['ningbo-tools.example'] }),
    importSheet: ({ teamId }) => ({
      teamId,
      csv: `buyer,country,message\n${fresh('Sheet Buyer')},DE,Hello`,
      preview: false,
    }),
    form: () => ({ token: TOKEN }),
    receive: () => ({ token: TOKEN, ...ASKED, message: 'We look for hinges.', website: '' }),
  },
  duty: {
    list: ({ teamId }) => ({ teamId, from: '2026-11-23', to: '2026-11-29' }),
    now: ({ teamId }) => ({ teamId, at: '2026-11-23T02:00:00.000Z' }),
    setHours: ({ personId, dutyVersion }) => ({
      userId: personId,
      expectedVersion: dutyVersion,
      core: { zone: 'Europe/Berlin', weekly: WEEK },
    }),
    enterLeave: ({ personId }) => ({
      userId: personId,
      fromOn: '2026-12-01',
      fromTime: '00:00',
      toOn: '2026-12-02',
      toTime: '24:00',
      kind: 'comp',
      reason: 'a reason',
    }),
    cancelLeave: ({ leaveId }) => ({ id: leaveId }),
    planShift: ({ personId }) => ({ userId: personId, on: '2026-12-08', from: '18:00', to: '22:00', note: '' }),
    removeShift: ({ shiftId }) => ({ id: shiftId }),
  },
};

export const nameOf = (e: Endpoint): string => `${e.method} ${e.path}`;

/** Every endpoint of the contract with its request. */
export const CALLS: readonly { name: string; endpoint: Endpoint; input: (t: Things) => Record<string, unknown> }[] =
  Object.entries(API).flatMap(([domain, endpoints]) =>
    Object.entries(endpoints as Record<string, Endpoint>).map(([key, endpoint]) => ({
      name: nameOf(endpoint),
      endpoint,
      input: (REQUESTS[domain as keyof Requests] as Record<string, (t: Things) => Record<string, unknown>>)[key]!,
    })),
  );
