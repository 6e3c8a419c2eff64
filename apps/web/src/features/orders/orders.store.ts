import type { Endpoint, InputOf } from '@tallyboard/contracts/endpoint';
import type { FactName, FrameBody } from '@tallyboard/contracts/facts';
import type { Frame } from '@tallyboard/contracts/live';
import { type BoardSnapshot, type Card } from '@tallyboard/contracts/order-cards';
import { ordersApi } from '@tallyboard/contracts/orders';
import type { Person } from '@tallyboard/contracts/people';
import type { Problem } from '@tallyboard/contracts/problems';
import type { Capability } from '@tallyboard/rules/people/capabilities';
import { defineStore } from 'pinia';
import { computed, shallowReactive, shallowRef } from 'vue';
import { call, type Wire } from '../../platform/call';
import { nowInstant } from '../../platform/clock';
import { newId } from '../../platform/ids';
import { type LeftOver, noteCommand, sendCommand } from '../../platform/outbox';
import { pickMove, touched } from './board-frames';
import type { ColumnView } from './board-view';
import { type Drawn, drawMove, type MoveTo, problemOf, whyFixed } from './draw-move';
import { type CardNote, conflictOf, currentOf } from './card-note';
import { MySteps } from './my-steps';

type Outcome = { card: Card; commandId: string };
/** What a command came to: its id when it was done, the problem when it was refused. */
export type Done = { ok: true; commandId: string; card: Card } | { ok: false; problem: Problem };
type Overlay = { commandId: string; fields: Drawn };
/** Wraps a change of cards so that the screen can move them from where they were to where they are. */
export type Motion = (ids: readonly string[], change: () => void) => void;
type Board = Omit<BoardSnapshot, 'cards' | 'people'>;

const NOTE_MS = 9000;

/** The team board: the server's truth, and over it what my commands will make of it. */
export const useOrders = defineStore('orders', () => {
  const board = shallowRef<Board | null>(null);
  const truth = shallowReactive(new Map<string, Card>());
  const overlays = shallowReactive(new Map<string, Overlay>());
  const notes = shallowReactive(new Map<string, CardNote>());
  const people = shallowReactive(new Map<string, Person>());
  const queues = new Map<string, Promise<unknown>>();
  const mySteps = new MySteps();
  const movers = new Map<string, string>();
  let loaded: () => void;
  const firstLoad = new Promise<void>((resolve) => (loaded = resolve));
  let motion: Motion = (_, change) => change();

  const shownOf = (card: Card): Card => {
    const over = overlays.get(card.id);
    return over ? { ...card, ...over.fields } : card;
  };
  const cards = computed(() => [...truth.values()].map(shownOf));
  const card = (id: string): Card | undefined => {
    const known = truth.get(id);
    return known && shownOf(known);
  };
  const isPending = (id: string): boolean => overlays.has(id);

  const setMotion = (fn: Motion | null): void => {
    motion = fn ?? ((_, change) => change());
  };
  function note(id: string, about: CardNote | null): void {
    if (!about) return void notes.delete(id);
    notes.set(id, about);
    setTimeout(() => notes.get(id) === about && notes.delete(id), NOTE_MS);
  }
  /** Keeps the newer of two versions, so that a late answer or fact never takes a card back. */
  function accept(next: Card): void {
    if ((truth.get(next.id)?.version ?? 0) < next.version) truth.set(next.id, { ...truth.get(next.id), ...next });
  }

  async function load(teamId: string): Promise<{ epoch: string; seq: number } | null> {
    const answer = await call(ordersApi.board, { teamId });
    if (!answer.ok) return null;
    const { cards: list, people: team, ...rest } = answer.reply as BoardSnapshot;
    board.value = rest;
    truth.clear();
    for (const c of list) truth.set(c.id, c);
    people.clear();
    for (const p of team) people.set(p.id, p);
    loaded();
    return rest;
  }

  function applyOne(frame: Frame): void {
    // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- all other facts of orders tell the whole card
    switch (frame.name as FactName) {
      case 'orders.moved': {
        const m = frame.body as FrameBody<'orders.moved'>;
        const known = truth.get(m.id);
        movers.set(m.id, frame.by);
        if (known && known.version < m.version) truth.set(m.id, { ...known, ...pickMove(m) });
        break;
      }
      case 'orders.left':
        truth.delete((frame.body as FrameBody<'orders.left'>).id);
        break;
      case 'orders.reranked':
        for (const [id, rank] of (frame.body as FrameBody<'orders.reranked'>).ranks) {
          const known = truth.get(id);
          if (known) truth.set(id, { ...known, rank });
        }
        break;
      case 'orders.stages_changed':
        if (board.value) board.value = { ...board.value, settings: frame.body as Board['settings'] };
        break;
      case 'people.joined':
      case 'people.changed':
      case 'people.left': {
        const { person } = frame.body as FrameBody<'people.changed'>;
        // Who went to another team is active there, not here.
        people.set(person.id, frame.name === 'people.left' ? { ...person, active: false } : person);
        break;
      }
      case 'points.granted':
      case 'points.reversed':
        break;
      default:
        if (frame.name.startsWith('orders.')) accept((frame.body as FrameBody<'orders.edited'>).card);
    }
  }
  function apply(frames: readonly Frame[]): void {
    motion(touched(frames), () => frames.forEach(applyOne));
  }

  /** One command after the other for each order, each over the version the one before left. */
  function inTurn<T>(id: string, run: () => Promise<T>): Promise<T> {
    const before = queues.get(id) ?? Promise.resolve();
    const mine = before.then(run, run);
    queues.set(id, mine);
    return mine;
  }
  function lift(id: string, commandId: string): void {
    if (overlays.get(id)?.commandId === commandId) overlays.delete(id);
  }
  function settle(
    id: string,
    commandId: string,
    answer: { ok: true; reply: Outcome } | { ok: false; problem: Problem },
  ): Done {
    motion([id], () => {
      lift(id, commandId);
      if (answer.ok) accept(answer.reply.card);
      else {
        const current = currentOf(answer.problem);
        if (current) accept(current);
        note(id, conflictOf(answer.problem));
      }
    });
    return answer.ok ? { ok: true, commandId, card: answer.reply.card } : { ok: false, problem: answer.problem };
  }
  /** Draws at once what the command will do, sends it until it is answered, then shows what is true. */
  function command<E extends Endpoint>(
    id: string,
    endpoint: E,
    input: (expectedVersion: number) => InputOf<E>,
    drawn: Drawn | null = null,
  ): Promise<Done> {
    const commandId = newId();
    note(id, null);
    if (drawn) motion([id], () => overlays.set(id, { commandId, fields: drawn }));
    const now = (): InputOf<E> => input(truth.get(id)?.version ?? 1);
    noteCommand(endpoint, now(), commandId);
    return inTurn(id, async () => {
      const sent = now();
      const answer = await sendCommand(endpoint, sent, commandId);
      const done = settle(id, commandId, answer as { ok: true; reply: Outcome } | { ok: false; problem: Problem });
      if (done.ok) mySteps.note(id, sent, done.card.version);
      return done;
    });
  }
  const contextOf = (capabilities: ReadonlySet<Capability>) => ({
    now: nowInstant(),
    zone: board.value!.zone,
    capabilities,
  });
  /** Why a card may not be picked up: it says so itself. Null when it may. */
  function refusePickUp(about: Card, capabilities: ReadonlySet<Capability>): Problem | null {
    const problem = whyFixed(about, contextOf(capabilities));
    note(about.id, problem && { kind: 'problem', problem });
    return problem;
  }
  function move(
    id: string,
    to: MoveTo,
    target: ColumnView | undefined,
    capabilities: ReadonlySet<Capability>,
  ): Promise<Done> {
    const shown = card(id)!;
    const drawn = drawMove(shown, to, target, contextOf(capabilities));
    if (!drawn.ok) {
      const problem = problemOf(drawn);
      if (drawn.code !== 'orders.reason_required') note(id, { kind: 'problem', problem });
      return Promise.resolve({ ok: false, problem });
    }
    return command(id, ordersApi.move, (expectedVersion) => ({ id, expectedVersion, ...to }), drawn.value);
  }
  async function create(input: InputOf<typeof ordersApi.create>, commandId: string): Promise<Done> {
    const answer = await sendCommand(ordersApi.create, input, commandId);
    if (!answer.ok) return { ok: false, problem: answer.problem };
    const made = answer.reply.card as Card;
    accept(made);
    return { ok: true, commandId, card: made };
  }
  /** A command of an earlier life of this page that is still being sent: shown as pending again. */
  function restore(wire: Wire): void {
    const id = /\/orders\/([^/]+)\/move$/.exec(wire.path)?.[1];
    const known = id ? truth.get(id) : undefined;
    if (!known || typeof wire.body !== 'string') return;
    const { toStage } = JSON.parse(wire.body) as MoveTo;
    overlays.set(known.id, { commandId: wire.commandId, fields: { stage: toStage } });
  }
  /** Sends what an earlier life of this page left, each order's commands in turn; what was never sent goes over the newest version. */
  function resume({ wire, sent, send }: LeftOver): void {
    const id = /\/orders\/([^/]+)\//.exec(wire.path)?.[1];
    if (!id) return void send(wire);
    void inTurn(id, async () => {
      if (!sent) await firstLoad;
      const answer = await send(sent ? wire : overVersion(wire, truth.get(id)?.version ?? 1));
      settle(id, wire.commandId, answer as { ok: true; reply: Outcome } | { ok: false; problem: Problem });
    });
  }

  return {
    board,
    cards,
    card,
    people,
    notes,
    isPending,
    setMotion,
    note,
    accept,
    load,
    whenLoaded: () => firstLoad,
    apply,
    command,
    /** The version that my own commands alone have made of this one. */
    afterMine: (id: string, version: number): number => mySteps.after(id, version),
    refusePickUp,
    move,
    /** Who moved an order last, as far as this page has seen it happen. */
    moverOf: (id: string): string | undefined => movers.get(id),
    create,
    restore,
    resume,
  };
});

function overVersion(wire: Wire, expectedVersion: number): Wire {
  const body = JSON.parse(typeof wire.body === 'string' ? wire.body : '{}') as object;
  return 'expectedVersion' in body ? { ...wire, body: JSON.stringify({ ...body, expectedVersion }) } : wire;
}
