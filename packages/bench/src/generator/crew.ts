import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { ClientPlan } from '../adapters/adapter.js';
import type { Answer, Ask, GeneratorLoad, Seen } from './messages.js';

const WORKER = join(import.meta.dirname, 'worker.js');
const living = new Set<ChildProcess>();
process.on('exit', () => living.forEach((child) => child.kill('SIGKILL')));

/** Several generator processes that act as one: boards and moves are shared out among them. */
export class Crew {
  private constructor(private readonly members: readonly ChildProcess[]) {}

  static async begin(plan: ClientPlan, size: number): Promise<Crew> {
    const members = Array.from({ length: size }, () =>
      fork(WORKER, [], {
        serialization: 'advanced',
        execArgv: ['--enable-source-maps', '--max-semi-space-size=64'],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      }),
    );
    for (const member of members) {
      living.add(member);
      member.once('close', () => living.delete(member));
    }
    const crew = new Crew(members);
    await crew.each((index) => ({ do: 'begin', plan, share: { index, of: size } }));
    return crew;
  }

  get pids(): number[] {
    return this.members.map((m) => m.pid!);
  }

  async connect(boards: number): Promise<void> {
    const { length } = this.members;
    await this.each((index) => ({
      do: 'connect',
      boards: Math.floor(boards / length) + (index < boards % length ? 1 : 0),
    }));
  }

  /** Runs a load on all of them and waits `settleMs` afterwards for what is still on its way to the boards. */
  run(load: GeneratorLoad, settleMs = 400): Promise<Seen[]> {
    return this.each(() => ({ do: 'run', load, settleMs })) as Promise<Seen[]>;
  }

  /** When each board was up to date again (monotonic ms). Begin it before the server goes away. */
  async recovered(): Promise<number[]> {
    return ((await this.each(() => ({ do: 'recover' }))) as number[][]).flat();
  }

  async end(): Promise<void> {
    await Promise.all(
      this.members.map(async (member) => {
        const gone = new Promise((done) => member.once('close', done));
        if (member.exitCode !== null || member.signalCode !== null) return;
        member.kill('SIGKILL');
        await gone;
      }),
    );
  }

  private each(ask: (index: number) => Ask): Promise<unknown[]> {
    return Promise.all(this.members.map((member, i) => put(member, ask(i))));
  }
}

function put(member: ChildProcess, ask: Ask): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error(`a generator ended while it should ${ask.do}`));
    member.once('close', ended);
    member.once('message', (answer: Answer) => {
      member.off('close', ended);
      if (answer.ok) resolve(answer.value);
      else reject(new Error(answer.error));
    });
    member.send(ask);
  });
}
