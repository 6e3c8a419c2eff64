import { setTimeout as sleep } from 'node:timers/promises';
import { peopleApi } from '@tallyboard/contracts/people';
import { screensApi } from '@tallyboard/contracts/screens';
import { sessionsApi } from '@tallyboard/contracts/sessions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RemotePerson } from '../remote-team.js';
import { agreed, BoardClient } from './board-client.js';
import { scaled } from './scale.js';
import { Stage } from './stage.js';
import { tell } from './tell.js';
import { Writer } from './writer.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
  await stage.startNode();
  await stage.startNode();
}, 180_000);
afterAll(() => stage.close());

const at = (list: readonly number[], share: number): number =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))]!;

test(
  'a move on one of three nodes is on the boards of the others',
  async (context) => {
    const [person] = await stage.movers(1);
    const boards = await Promise.all(stage.nodes.map((node) => new BoardClient(person!, node.url).open()));
    let card = await person!.order();
    const lags: number[] = [];
    for (let i = 0; i < scaled(60, 1_000); i += 1) {
      const { reply } = await person!.move(card);
      const answered = performance.now();
      card = reply.card as typeof card;
      const told = await Promise.all(
        boards.slice(1).map(async (board) => {
          const ok = await board.until(() => board.cards.get(card.id)?.version === card.version, 5_000);
          return ok ? Math.max(0, board.lastPacketAt - answered) : Infinity;
        }),
      );
      lags.push(...told);
    }
    tell(context, 'three nodes', {
      moves: lags.length / 2,
      'from the answer to the other nodes’ boards ms, p50': Math.round(at(lags, 0.5)),
      p99: Math.round(at(lags, 0.99)),
    });
    expect(at(lags, 1)).toBeLessThan(3_000);
    expect(at(lags, 0.5)).toBeLessThan(500);
    const { differ } = await agreed(boards, person!, 5_000);
    expect([boards.flatMap((b) => b.faults), differ]).toEqual([[], []]);
    for (const board of boards) board.close();
  },
  scaled(60_000, 300_000),
);

test(
  'P18: nodes are replaced one by one under load, no command fails and no board goes dark for long',
  async (context) => {
    const [person] = await stage.movers(1);
    const boards = await stage.boards(scaled(20, 400));
    const writers = await Promise.all((await stage.movers(5)).map((p) => Writer.start(p, 100)));
    let last = performance.now();
    let longestGap = 0;
    boards[0]!.socket.on('packet', () => {
      longestGap = Math.max(longestGap, performance.now() - last);
      last = performance.now();
    });
    const exits: number[] = [];
    for (let round = 0; round < scaled(2, 6); round += 1) {
      const old = await stage.replaceFirst();
      const began = performance.now();
      expect(await old.stop()).toBe(0);
      exits.push(performance.now() - began);
      await sleep(1_500);
    }
    const faults = (await Promise.all(writers.map((w) => w.end()))).flat();
    const refused = writers.flatMap((w) => [...w.refused].filter(([status]) => status !== 503 && status !== 429));
    const { differ } = await agreed(boards, person!, 5_000);
    tell(context, 'P18', {
      'nodes replaced': exits.length,
      boards: boards.length,
      moves: writers.reduce((sum, w) => sum + w.acked, 0),
      'sent again': writers.reduce((sum, w) => sum + w.resent, 0),
      'slowest move ms': Math.round(Math.max(...writers.map((w) => w.slowestMs))),
      'longest silence of a board ms': Math.round(longestGap),
      'slowest exit ms': Math.round(Math.max(...exits)),
    });
    expect([faults, refused, boards.flatMap((b) => b.faults), differ]).toEqual([[], [], [], []]);
    expect(longestGap).toBeLessThan(scaled(4_000, 3_000));
    expect(Math.max(...exits)).toBeLessThan(10_000);
    for (const board of boards) board.close();
  },
  scaled(90_000, 300_000),
);

/** A wall of the admin's team, as somebody who may only look. */
async function pairedWall(admin: RemotePerson, base: string): Promise<{ wall: RemotePerson; deviceId: string }> {
  const wall = new RemotePerson(base);
  const { reply: pairing } = await wall.call(screensApi.startPairing, { locale: 'en' });
  const { reply: device } = await admin.call(screensApi.approvePairing, {
    code: pairing.code,
    name: 'TV',
    teamId: admin.me.team.id,
  });
  wall.cookie = (await wall.call(screensApi.pollPairing, { secret: pairing.secret })).cookie!;
  wall.me = admin.me;
  return { wall, deviceId: device.id };
}

// Last: the people it sends away are those who move cards above.
test('P20: who is disabled, changes role, signs out or is unpaired on one node is out on every other within 2 s, and hears nothing more', async (context) => {
  const [, second] = stage.nodes;
  const admin = await RemotePerson.signIn(stage.url, 'Wang Lei');
  const writer = await Writer.start((await stage.movers(1))[0]!, 20);
  const out = async (
    name: string,
    victim: RemotePerson,
    act: () => Promise<{ status: number }>,
  ): Promise<[string, number]> => {
    const board = await new BoardClient(victim, second!.url).open();
    board.stayAway();
    const gone = new Promise<number>((done) => board.socket.once('disconnect', () => done(performance.now())));
    expect((await act()).status).toBe(200);
    const acted = performance.now();
    const ms = (await Promise.race([gone, sleep(5_000).then(() => Infinity)])) - acted;
    const heard = board.facts;
    await sleep(300);
    expect([name, board.facts - heard]).toEqual([name, 0]);
    board.close();
    return [name, Math.round(ms)];
  };
  const [disabled, moved, leaving] = await Promise.all(
    ['Xu Jing', 'Shen Yinuo', 'Wu Tong'].map((name) => RemotePerson.signIn(second!.url, name)),
  );
  const { people } = (await admin.call(peopleApi.list, {})).reply;
  const of = ({ me }: RemotePerson) => {
    const { id, version } = people.find((p) => p.id === me.person.id)!;
    return { id, expectedVersion: version };
  };
  const found = [
    await out('disabled', disabled!, () => admin.call(peopleApi.disable, of(disabled!))),
    await out('another role', moved!, () => admin.call(peopleApi.change, { ...of(moved!), roles: ['logistics'] })),
    await out('signed out', leaving!, () => leaving!.call(sessionsApi.signOut, {})),
  ];
  const { wall, deviceId } = await pairedWall(admin, second!.url);
  found.push(await out('unpaired', wall, () => admin.call(screensApi.revokeDevice, { id: deviceId })));
  expect(await writer.end()).toEqual([]);
  tell(context, 'P20', Object.fromEntries(found.map(([name, ms]) => [`${name} after ms`, ms])));
  for (const [name, ms] of found) expect([name, ms < 2_000]).toEqual([name, true]);
}, 60_000);
