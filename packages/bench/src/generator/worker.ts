import type { Client, CreateClient, Share } from '../adapters/adapter.js';
import { monotonicMs } from '../machine/clock.js';
import { Growing } from './growing.js';
import type { Answer, Ask, GeneratorLoad, Seen } from './messages.js';
import { closedLoop, dueTimes, openLoop, waitUntil } from './schedule.js';

/** One generator process: it does what the bench asks over the IPC channel, one thing at a time. */
let client: Client | null = null;
let share: Share = { index: 0, of: 1 };
let onPacket: ((board: number, from: number, to: number, at: number) => void) | null = null;

async function act(ask: Ask): Promise<unknown> {
  if (ask.do === 'begin') {
    const { createClient } = (await import(ask.plan.module)) as { createClient: CreateClient };
    share = ask.share;
    client = await createClient(ask.plan.settings, share);
    client.onEvent((board, from, to, at) => onPacket?.(board, from, to, at));
    return null;
  }
  if (!client) throw new Error('the generator was not begun');
  switch (ask.do) {
    case 'connect':
      return client.connect(ask.boards);
    case 'run':
      return run(client, ask.load, ask.settleMs);
    case 'recover':
      return client.recover?.();
    case 'close':
      client.close();
      client = null;
      return null;
  }
}

async function run(client: Client, load: GeneratorLoad, settleMs: number): Promise<Seen> {
  const packets = {
    board: new Growing(new Int32Array(4096)),
    from: new Growing(new Int32Array(4096)),
    to: new Growing(new Int32Array(4096)),
    at: new Growing(new Float64Array(4096)),
  };
  onPacket = (board, from, to, at) => {
    packets.board.push(board);
    packets.from.push(from);
    packets.to.push(to);
    packets.at.push(at);
  };
  const tokens: string[] = [];
  const due = new Growing(new Float64Array(1024));
  const acked = new Growing(new Float64Array(1024));
  const failures: Seen['failures'] = { count: 0, first: null };
  const one = async (at: number): Promise<void> => {
    try {
      tokens.push(await client.move());
      due.push(at);
      acked.push(monotonicMs());
    } catch (error) {
      failures.count += 1;
      failures.first ??= error instanceof Error ? error.message : String(error);
      // A server that refuses everything is not asked a million times.
      await new Promise((go) => setTimeout(go, 20));
    }
  };
  if (load.kind === 'open') await openLoop(dueTimes({ ...load, ...share }), one);
  else {
    await waitUntil(load.startAt);
    await closedLoop(laneCount(load.inFlight), load.startAt + load.seconds * 1_000, one);
  }
  await new Promise((go) => setTimeout(go, settleMs));
  onPacket = null;
  return {
    moves: { tokens, due: due.taken(), acked: acked.taken() },
    packets: {
      board: packets.board.taken(),
      from: packets.from.taken(),
      to: packets.to.taken(),
      at: packets.at.taken(),
    },
    positions: [...client.positions()],
    failures,
  };
}

/** This generator's part of what is in flight over all of them. */
const laneCount = (inFlight: number): number =>
  Math.floor(inFlight / share.of) + (share.index < inFlight % share.of ? 1 : 0);

process.on('message', (ask: Ask) => {
  act(ask).then(
    (value) => process.send?.({ ok: true, value } satisfies Answer),
    (error: unknown) =>
      process.send?.({
        ok: false,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      } satisfies Answer),
  );
});
process.on('disconnect', () => process.exit(0));
