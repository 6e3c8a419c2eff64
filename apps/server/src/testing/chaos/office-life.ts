import type { PriceCard } from '@tallyboard/contracts/order-cards';
import type { InquiryDetail } from '@tallyboard/contracts/inquiries';
import { ordersApi } from '@tallyboard/contracts/orders';
import { surveysApi } from '@tallyboard/contracts/surveys';
import { type Random, seededRandom } from '@tallyboard/testkit/random';
import { addDays } from '@tallyboard/rules/time/business-day';
import { aBuyer, aContact } from '../../modules/customers/survey.factory.js';
import type { Actor, Answer, TestServer } from '../test-server.js';
import { chooseInquiry } from './office-inquiries.js';

type Outcome = { card: unknown; commandId: string };
type Attempt = (node: TestServer, headers: Record<string, string>) => Promise<Answer<Outcome>>;
type Team = { id: string; people: Actor[]; cards: Map<string, PriceCard>; inquiries: Map<string, InquiryDetail> };
type Done = { by: Actor; id: string; commandId: string };

const STAGES = [
  'NEGOTIATING',
  'PI_SIGNED',
  'SECURED',
  'SECURED',
  'SECURED',
  'PRODUCTION',
  'SHIPPED',
  'DELIVERED',
  'DELIVERED',
  'SETTLED',
] as const;
/** Cents: nothing, below and beyond what ORD-02 calls large, and beyond the maximum of ORD-01. */
const AMOUNTS = [null, 0, 499_999, 1_700_000, 20_000_000];
const SPLITS = [[], [100, 0], [70, 30], [33, 67]];

/** A buyer's network; the people of the office are at home in the tests' own. */
const ELSEWHERE = { 'x-forwarded-for': '203.0.113.7' };

/** Two teams that sell to the same customers and do at once whatever an order or an inquiry lets them do, as a seed says; and what buyers answer. */
export class OfficeLife {
  private readonly done: Done[] = [];
  acked = 0;
  refused = 0;
  answered = 0;
  /** What must not be: answers beyond 4xx, and a command that was answered differently when sent again. */
  readonly faults: string[] = [];

  private constructor(
    private readonly nodes: readonly TestServer[],
    private readonly random: Random,
    private readonly teams: readonly Team[],
    private readonly customers: readonly string[],
  ) {}

  static async begin(nodes: readonly TestServer[], random: Random): Promise<OfficeLife> {
    const server = nodes[0]!;
    const contacts = () => Array.from({ length: 12 }, () => aContact());
    const customers = [1, 2].map(() => aBuyer(server, server.manager, contacts()));
    const teams: Team[] = [];
    for (const name of ['甲', '乙']) {
      const id = await server.team(`${name} ${random.seed}`);
      const people = [
        await server.person(['manager'], 'Boss', id),
        await server.person(['sales'], 'Lin', id),
        await server.person(['sales'], 'Wu', id),
      ];
      teams.push({ id, people, cards: new Map(), inquiries: new Map() });
    }
    return new OfficeLife(nodes, random, teams, await Promise.all(customers));
  }

  get feeds(): string[] {
    return this.teams.map((team) => `team:${team.id}`);
  }

  /** Everybody does something at once, on whichever node; nearly a third of it is sent twice. */
  async round(now: string): Promise<void> {
    await Promise.all(
      this.teams.flatMap((team) =>
        team.people.map((who) => this.act(team, who, seededRandom(this.random.int(0, 2 ** 31)), now)),
      ),
    );
  }

  /** Of the surveys in these letters some are answered, some by two clicks at once. */
  async answer(letters: readonly string[]): Promise<void> {
    for (const letter of letters) {
      if (this.random.chance(0.3)) continue;
      const token = /\/survey\/([\w-]{43})/.exec(letter)![1]!;
      const said = { token, score: this.random.pick([3, 4, 5] as const), comment: '' };
      const times = this.random.chance(0.3) ? 2 : 1;
      const answers = await Promise.all(
        Array.from({ length: times }, () =>
          this.random.pick(this.nodes).call(surveysApi.answer, said, null, ELSEWHERE),
        ),
      );
      const kept = answers.filter((a) => a.status === 200).length;
      if (kept > 1 || answers.some((a) => a.status >= 500)) this.faults.push(answers.map(told).join(' and '));
      this.answered += kept;
    }
  }

  private async act(team: Team, who: Actor, random: Random, now: string): Promise<void> {
    if (random.chance(0.5)) {
      const detail = await this.attempt(random, chooseInquiry(team, who, random, now));
      const known = detail && team.inquiries.get(detail.inquiry.id);
      if (detail && (known?.inquiry.version ?? 0) <= detail.inquiry.version)
        team.inquiries.set(detail.inquiry.id, detail);
      return;
    }
    const reply = await this.attempt(random, this.choose(team, who, random, now.slice(0, 10)));
    if (!reply) return;
    const card = reply.card as PriceCard;
    if ((team.cards.get(card.id)?.version ?? 0) < card.version) team.cards.set(card.id, card);
    this.done.push({ by: who, id: card.id, commandId: reply.commandId });
  }

  /** Sends it, perhaps twice; null where it was refused. */
  private async attempt<R>(
    random: Random,
    send: (node: TestServer, headers: Record<string, string>) => Promise<Answer<R>>,
  ): Promise<R | null> {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const times = random.chance(0.3) ? 2 : 1;
    const answers = await Promise.all(Array.from({ length: times }, () => send(random.pick(this.nodes), headers)));
    const [{ status, reply }] = answers as [Answer<R>];
    if (status >= 500 || new Set(answers.map(told)).size > 1) this.faults.push(answers.map(told).join(' and '));
    if (status === 200) this.acked += 1;
    else this.refused += 1;
    return status === 200 ? reply : null;
  }

  private choose(team: Team, who: Actor, random: Random, today: string): Attempt {
    const card = team.cards.size > 0 ? random.pick([...team.cards.values()]) : null;
    if (!card || random.chance(0.15)) return this.creation(team, who, random, today);
    const target = { id: card.id, expectedVersion: card.version };
    const dice = random.int(1, 100);
    if (dice <= 50) {
      const move = { ...target, toStage: random.pick(STAGES), afterId: null, reason: 'mistake' as const };
      return (node, headers) => node.call(ordersApi.move, move, who, headers);
    }
    if (dice <= 62) {
      const mine = this.done.filter((d) => d.by === who).at(-1);
      if (mine) return (node, headers) => node.call(ordersApi.undo, mine, who, headers);
    }
    if (dice <= 70) return (node, headers) => node.call(ordersApi.cancel, { ...target, reason: 'over' }, who, headers);
    if (dice <= 80) return (node, headers) => node.call(ordersApi.reopen, target, who, headers);
    const edit = { ...target, ...this.change(team, random, today) };
    return (node, headers) => node.call(ordersApi.edit, edit, who, headers);
  }

  private creation(team: Team, who: Actor, random: Random, today: string): Attempt {
    const order = {
      customerId: random.pick(this.customers),
      stage: random.pick(['INQUIRY', 'PI_SIGNED', 'PI_SIGNED', 'SECURED'] as const),
      currency: 'USD',
      amountMinor: random.pick(AMOUNTS),
      promisedShipOn: addDays(today, random.int(-3, 30)),
      owners: { sales: who.id, documents: random.pick(team.people).id, logistics: null },
    };
    return (node, headers) => node.call(ordersApi.create, order, who, headers);
  }

  private change(team: Team, random: Random, today: string) {
    const [a, b] = random.shuffle(team.people) as [Actor, Actor];
    const shares = random.pick(SPLITS);
    const credit = [a, b].flatMap((who, i) => (shares[i] ? [{ userId: who.id, percent: shares[i] }] : []));
    return random.pick([
      { amountMinor: random.pick(AMOUNTS), currency: 'USD' },
      { customerId: random.pick(this.customers) },
      { credit },
      { owners: { sales: a.id } },
      { onBoardOn: addDays(today, random.int(-5, 5)) },
      { promisedShipOn: addDays(today, random.int(-3, 30)) },
    ]);
  }
}

/** What an answer says: a refusal by its code, since its request id is its own. */
const told = ({ status, reply, problem }: Answer<unknown>): string =>
  `${status} ${status === 200 ? JSON.stringify(reply) : problem.code}`;
