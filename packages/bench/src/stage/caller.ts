import { randomUUID } from 'node:crypto';
import { type Endpoint, type InputOf, type ReplyOf, requestOf } from '@tallyboard/contracts/endpoint';

/** Calls to our server over its real endpoints: nobody's until somebody enters, then theirs. */
export class Caller {
  constructor(
    readonly url: string,
    readonly cookie = '',
  ) {}

  async call<E extends Endpoint>(endpoint: E, input: InputOf<E>): Promise<ReplyOf<E>> {
    return (await this.ask(endpoint, input)).reply;
  }

  /** A call that gives a session, or lets a screen in: whoever that is. */
  async enter<E extends Endpoint>(endpoint: E, input: InputOf<E>): Promise<Caller> {
    const { cookie } = await this.ask(endpoint, input);
    if (!cookie) throw new Error(`${endpoint.method} ${endpoint.path} let nobody in`);
    return new Caller(this.url, cookie);
  }

  private async ask<E extends Endpoint>(
    endpoint: E,
    input: InputOf<E>,
  ): Promise<{ reply: ReplyOf<E>; cookie: string | undefined }> {
    const { path, body } = requestOf(endpoint, input);
    const res = await fetch(this.url + path, {
      method: endpoint.method,
      headers: { cookie: this.cookie, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body,
    });
    if (!res.ok) throw new Error(`${endpoint.method} ${path}: ${res.status} ${await res.text()}`);
    return { reply: (await res.json()) as ReplyOf<E>, cookie: res.headers.get('set-cookie')?.split(';')[0] };
  }
}
