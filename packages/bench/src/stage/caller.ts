import { randomUUID } from 'node:crypto';

/** Calls of one person to our server, over its real endpoints. */
export class Caller {
  constructor(
    readonly url: string,
    readonly cookie: string,
  ) {}

  async call<R>(method: string, path: string, body?: unknown): Promise<R> {
    const res = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { cookie: this.cookie, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!res.ok) throw new Error(`${method} ${path}: ${res.status} ${await res.text()}`);
    return (await res.json()) as R;
  }

  /** The same call by a caller without a session; returns who they are afterwards. */
  static async enter(url: string, path: string, body: unknown): Promise<Caller> {
    const res = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const cookie = res.headers.get('set-cookie')?.split(';')[0];
    if (!res.ok || !cookie) throw new Error(`POST ${path}: ${res.status} ${await res.text()}`);
    return new Caller(url, cookie);
  }
}
