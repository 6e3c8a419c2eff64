import { type Endpoint, type InputOf, type ReplyOf, requestOf } from '@tallyboard/contracts/endpoint';
import type { BoardSnapshot, PriceCard } from '@tallyboard/contracts/order-cards';
import { ordersApi } from '@tallyboard/contracts/orders';
import { type Me, sessionsApi } from '@tallyboard/contracts/sessions';

type Answer<R> = { status: number; reply: R; cookie: string | null; headers: Headers };

/** A demo person on a server that runs in another process: nothing but the public interface. */
export class RemotePerson {
  cookie = '';
  me!: Me;
  constructor(public base: string) {}

  static async signIn(base: string, nameEn: string): Promise<RemotePerson> {
    const person = new RemotePerson(base);
    const { reply } = await person.call(sessionsApi.demoPeople, {});
    const { reply: me, cookie } = await person.call(sessionsApi.demoSignIn, {
      personId: reply.people.find((p) => p.nameEn === nameEn)!.id,
    });
    person.cookie = cookie!;
    person.me = me;
    return person;
  }

  async call<E extends Endpoint>(
    endpoint: E,
    input: InputOf<E>,
    commandId: string = crypto.randomUUID(),
  ): Promise<Answer<ReplyOf<E>>> {
    const { path, body } = requestOf(endpoint, input);
    const res = await fetch(this.base + path, {
      method: endpoint.method,
      headers: {
        'content-type': 'application/json',
        ...(this.cookie && { cookie: this.cookie }),
        ...(endpoint.command && { 'idempotency-key': commandId }),
      },
      body,
      signal: AbortSignal.timeout(10_000),
    });
    return {
      status: res.status,
      reply: (await res.json()) as ReplyOf<E>,
      cookie: res.headers.get('set-cookie')?.split(';')[0] ?? null,
      headers: res.headers,
    };
  }

  async board(): Promise<BoardSnapshot> {
    return (await this.call(ordersApi.board, { teamId: this.me.team.id })).reply as BoardSnapshot;
  }

  /** A new order, and a way to move it to and fro. */
  async order(): Promise<PriceCard> {
    const board = await this.board();
    const made = await this.call(ordersApi.create, { customerId: board.cards[0]!.customerId, stage: 'INQUIRY' });
    if (made.status !== 200) throw new Error(`no order: ${JSON.stringify(made.reply)}`);
    return made.reply.card as PriceCard;
  }
  move(card: Pick<PriceCard, 'id' | 'version' | 'stage'>, commandId?: string) {
    return this.call(
      ordersApi.move,
      {
        id: card.id,
        expectedVersion: card.version,
        toStage: card.stage === 'INQUIRY' ? 'QUOTED' : 'INQUIRY',
        afterId: null,
        reason: 'mistake',
      },
      commandId,
    );
  }
}
