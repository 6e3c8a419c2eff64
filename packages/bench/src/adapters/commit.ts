import type { ClientPlan, Product } from './adapter.js';

/** The commit floor: one durable move as one statement from Node, with nobody to tell. */
export class CommitFloor implements Product {
  readonly name = 'commit';
  readonly about = 'one statement (update + insert) and one commit per move, from Node; nobody is told';

  constructor(private readonly databaseUrl: string) {}

  start(): Promise<void> {
    return Promise.resolve();
  }
  seed(): Promise<void> {
    return Promise.resolve();
  }
  plan(): Promise<ClientPlan> {
    return Promise.resolve({
      module: new URL('commit-client.js', import.meta.url).href,
      settings: { databaseUrl: this.databaseUrl },
    });
  }
  load(): Promise<{ bytes: number; ms: number }> {
    return Promise.reject(new Error('the commit floor has no board to load'));
  }
  processes(): number[] {
    return [];
  }
  stop(): Promise<void> {
    return Promise.resolve();
  }
}
