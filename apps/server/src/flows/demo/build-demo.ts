import { randomBytes } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import type { Stage } from '@tallyboard/rules/orders/stages';
import { capabilitiesOf } from '@tallyboard/rules/people/capabilities';
import { DataSource } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { Party } from '../../modules/customers/customers.read.js';
import { SaveCustomer } from '../../modules/customers/save-customer.js';
import { WatchClocks } from '../../modules/inquiries/watch-clocks.js';
import { ChangeOrder } from '../../modules/orders/change-order.js';
import { CreateOrder } from '../../modules/orders/create-order.js';
import { MoveOrder } from '../../modules/orders/move-order.js';
import { UndoOrder } from '../../modules/orders/undo-order.js';
import { addUser } from '../../modules/people/invite-person.js';
import { Organization } from '../../modules/people/team.entity.js';
import { User } from '../../modules/people/user.entity.js';
import { hashPassword } from '../../platform/auth/password.js';
import { Clock } from '../../platform/clock/clock.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { StartCompany } from '../start-company.js';
import { askQuestions } from './ask-questions.js';
import { answerSurveys } from './answer-surveys.js';
import { fillStore, spendCredits } from './fill-store.js';
import { giveAwards } from './give-awards.js';
import { BUYERS, PEOPLE, type PersonKey } from './cast.js';
import { tellBusyWeeks } from './busy-weeks.js';
import { bringLastYear } from './last-year.js';
import { tellInquiries } from './inquiry-story.js';
import { DemoInquiries } from './receive-inquiries.js';
import { whileBudgetIsScarce } from './scarce-budget.js';
import { shareKnowledge } from './share-knowledge.js';
import { tellCases } from './tell-cases.js';
import { useInHand, useInTalk } from './use-knowledge.js';
import { type Step, tellStory } from './story.js';
import { thankColleagues } from './thank-colleagues.js';
import { planWorkingHours } from './working-hours.js';

const SEED = 20261123;
const DAY_MS = 86_400_000;
/** Who has just joined. */
const NEW: PersonKey = 'shen';
type Known = { id: string; version: number; lastCommandId: string };

/** Writes the demo team: its history goes through the same commands people use, each at the instant at which it is told to have happened. */
export const buildDemo = (app: INestApplicationContext, seed = SEED): Promise<void> =>
  app.get(WatchClocks).whileTold(() => tellDemo(app, seed));

async function tellDemo(app: INestApplicationContext, seed: number): Promise<void> {
  const now = app.get(Clock).now();
  const people = await hirePeople(app, new Date(Date.parse(now) - 200 * 86_400_000).toISOString());
  if (!people) return;
  const founder = contextOf(people.get(PEOPLE[0].key)!, now);
  const buyers = await meetBuyers(app, founder.principal, now);
  await planWorkingHours(app, founder, (key) => people.get(key)!.id);
  await bringLastYear(app, now, (key, at) => contextOf(people.get(key)!, at), buyers);
  const orders = new Map<number, Known>();
  const story = tellStory(seed, now);
  const byId = new Map([...people.values()].map((user) => [user.id, user]));
  const inquiries = new DemoInquiries(app, {
    as: (key, at) => contextOf(people.get(key)!, at),
    asId: (userId, at) => contextOf(byId.get(userId)!, at),
  });
  const asked = [...tellInquiries(story, now), ...tellBusyWeeks(now)].sort((a, b) => (a.at < b.at ? -1 : 1));
  await inquiries.open(new Date(Date.parse(now) - 199 * 86_400_000).toISOString());
  const stood = new Map<string, { id: string; stage: Stage }>();
  const playNext = async (): Promise<void> => {
    const step = asked.shift()!;
    await inquiries.rest(step.at);
    await inquiries.play(step, (n) => orders.get(n)!.id);
  };
  const shared = shareKnowledge(app, now, (key, at) => contextOf(people.get(key)!, at));
  for (const step of story) {
    while (asked[0] && asked[0].at < step.at) await playNext();
    while (shared[0] && shared[0].at < step.at) await shared.shift()!.run();
    await inquiries.rest(step.at);
    const { card, commandId } = await act(
      app,
      step,
      contextOf(people.get(step.by)!, step.at),
      people,
      buyers,
      orders.get(step.order),
    );
    await useInTalk(app, card, contextOf(people.get(step.by)!, step.at));
    stood.set(card.id, card);
    orders.set(step.order, { id: card.id, version: card.version, lastCommandId: commandId });
  }
  while (asked.length > 0) await playNext();
  await inquiries.rest(now);
  await answerSurveys(app, founder);
  await thankColleagues(app, now, (key, at) => contextOf(people.get(key)!, at));
  for (const { run } of shared) await run();
  await useInHand(app, [...stood.values()], contextOf(people.get('zhou')!, now));
  await tellCases(app, now, (key, at) => contextOf(people.get(key)!, at));
  await askQuestions(app, now, (key, at) => contextOf(people.get(key)!, at));
  await fillStore(app, now, (key, at) => contextOf(people.get(key)!, at));
  const manager = (): CommandContext => contextOf(people.get('wang')!, now);
  await whileBudgetIsScarce(app, manager, () => giveAwards(app, now, (key, at) => contextOf(people.get(key)!, at)));
  await spendCredits(app, now, (key, at) => contextOf(people.get(key)!, at));
}

function contextOf(user: User, now: string): CommandContext {
  const capabilities = capabilitiesOf(user.roles);
  return {
    actorId: user.id,
    commandId: uuid(),
    address: null,
    requestHash: Buffer.alloc(0),
    now,
    principal: { kind: 'user', id: user.id, tokenId: user.id, teamId: user.teamId, capabilities, view: 'price' },
  };
}

/** Null when another server was quicker on the same database. */
async function hirePeople(app: INestApplicationContext, since: string): Promise<Map<PersonKey, User> | null> {
  // Nobody knows these passwords: in the demo one chooses whom to be.
  const passwordHash = await hashPassword(randomBytes(24).toString('base64url'));
  return app.get(DataSource).transaction(async (tx) => {
    await tx.query(`select pg_advisory_xact_lock(hashtext('flows.start_company'))`);
    if (await tx.existsBy(Organization, { one: true })) return null;
    const [first, ...others] = PEOPLE;
    const profile = (p: (typeof PEOPLE)[number]) => ({
      name: p.name,
      nameEn: p.nameEn,
      email: `${p.key}@demo.tallyboard.local`,
      locale: 'zh-CN' as const,
      passwordHash,
    });
    const admin = await app.get(StartCompany).inTransaction(
      tx,
      {
        organization: '甬达外贸（演示）',
        team: '外贸一部',
        zone: 'Asia/Shanghai',
        demo: true,
        admin: { ...profile(first), mustChangePassword: false },
      },
      since,
    );
    // All but one have been here for years: the leagues tell newcomers from others.
    const longAgo = new Date(Date.parse(since) - 2 * 365 * DAY_MS).toISOString();
    await tx.update(User, { id: admin.id }, { createdAt: longAgo });
    const people = new Map<PersonKey, User>([[first.key, admin]]);
    for (const [i, p] of others.entries()) {
      const createdAt = new Date(Date.parse(p.key === NEW ? since : longAgo) + (i + 1) * 1000).toISOString();
      people.set(p.key, await addUser(tx, { ...profile(p), teamId: admin.teamId, roles: [...p.roles], createdAt }));
    }
    return people;
  });
}

async function meetBuyers(app: INestApplicationContext, by: Party, now: string): Promise<string[]> {
  const save = app.get(SaveCustomer);
  return app.get(DataSource).transaction(async (tx) => {
    const ids: string[] = [];
    for (const { name, country, group, contact } of BUYERS) {
      const made = await save.create(tx, by, { name, country, group }, now);
      const email = `${contact
        .split(' ')[0]!
        .normalize('NFD')
        .replace(/[^a-zA-Z]/g, '')
        .toLowerCase()}@example.com`;
      await save.change(tx, by, {
        id: made.id,
        expectedVersion: made.version,
        contacts: [{ name: contact, email, phone: '', title: 'Purchasing' }],
      });
      ids.push(made.id);
    }
    return ids;
  });
}

async function act(
  app: INestApplicationContext,
  step: Step,
  context: CommandContext,
  people: Map<PersonKey, User>,
  buyers: readonly string[],
  known: Known | undefined,
) {
  const id = (key: PersonKey): string => people.get(key)!.id;
  if (step.do === 'create') {
    const { no, title, currency, amountMinor, incoterm, place, promisedShipOn, owners, credit } = step;
    return app.get(CreateOrder).run(context, {
      no,
      title,
      currency,
      amountMinor,
      incoterm,
      place,
      promisedShipOn,
      customerId: buyers[step.buyer]!,
      owners: { sales: id(owners.sales), documents: id(owners.documents), logistics: id(owners.logistics) },
      credit: credit.map((c) => ({ userId: id(c.who), percent: c.percent })),
    });
  }
  const target = { id: known!.id, expectedVersion: known!.version };
  const changes = app.get(ChangeOrder);
  switch (step.do) {
    case 'move':
      return app.get(MoveOrder).run(context, { ...target, toStage: step.to, afterId: null, reason: step.reason });
    case 'edit':
      return changes.edit(context, { ...target, tracks: step.tracks, deadline: step.deadline });
    case 'hold':
      return changes.status(context, target, { kind: 'hold', reason: step.reason });
    case 'lose':
      return changes.status(context, target, { kind: 'lose', reason: step.reason });
    case 'cancel':
      return changes.status(context, target, { kind: 'cancel', reason: step.reason });
    case 'undo':
      return app.get(UndoOrder).run(context, { id: target.id, commandId: known!.lastCommandId });
  }
}
