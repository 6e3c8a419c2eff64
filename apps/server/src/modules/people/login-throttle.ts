import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AppError } from '../../platform/http/app-error.js';

const FREE_TRIES = 5;
const LONGEST_WAIT_SECONDS = 30;
const PER_NETWORK = 100;

/** The network an address lies in: /24 or /64, so that one house is one caller. */
export const networkOf = (address: string): string => {
  const v4 = /(\d+\.\d+\.\d+)\.\d+$/.exec(address);
  return v4 ? v4[1]! : expanded(address).slice(0, 4).join(':');
};

/** The eight groups of an IPv6 address, `::` written out. */
function expanded(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  if (tail === undefined) return groups(head);
  const zeros = Math.max(0, 8 - groups(head).length - groups(tail).length);
  return [...groups(head), ...Array.from({ length: zeros }, () => '0'), ...groups(tail)];
}

/**
 * Slows down guessing without ever locking anybody out: after five wrong tries for one account from one network the next must wait,
 * at most half a minute; from anywhere else the right password passes at once. A browser that is known to the account (`device`, from
 * `KnownDevices`) is counted by itself, apart from its network.
 */
@Injectable()
export class LoginThrottle {
  constructor(private readonly db: DataSource) {}

  /**
   * Takes one try, counted as wrong until it is proven right: of many at once only the free ones get as far as the password.
   * Answers its number, for `forgive`.
   */
  async take(account: string, address: string, device: string | null = null): Promise<string> {
    const bucket = device ?? networkOf(address);
    const { wait, id } = await this.db.transaction(async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtextextended('login:' || $1, 0))`, [bucket]);
      const wait = await this.waitFor(tx, account, bucket);
      if (wait > 0) return { wait, id: '' };
      const [row] = await tx.query<[{ id: string }]>(
        `with old as (delete from login_failure where at < clock_timestamp() - interval '1 day') insert into login_failure (account, address) values ($1, $2) returning id::text`,
        [account, bucket],
      );
      return { wait, id: row.id };
    });
    if (wait > 0) throw new AppError('people.slow_down', { retryAfter: Math.ceil(wait) });
    return id;
  }

  /** Seconds until this account may be tried again from this network or browser. */
  private async waitFor(tx: EntityManager, account: string, bucket: string): Promise<number> {
    const [row] = await tx.query<[{ pair: number; all: number; since: number | null; last: number | null }]>(
      `select count(*) filter (where account = $1)::int as pair, count(*)::int as all,
              extract(epoch from clock_timestamp() - max(at) filter (where account = $1))::float8 as since,
              extract(epoch from clock_timestamp() - max(at))::float8 as last
       from login_failure where address = $2 and at > clock_timestamp() - interval '15 minutes'`,
      [account, bucket],
    );
    const wait =
      row.pair < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT_SECONDS, 2 ** (row.pair - FREE_TRIES + 1)) - (row.since ?? 0);
    // Many accounts tried from one network: one try every other second there, but for whoever has not been wrong yet.
    return wait <= 0 && row.pair > 0 && row.all >= PER_NETWORK && (row.last ?? 0) < 2 ? 2 : wait;
  }

  /** The try was right: whatever went wrong before it, there, is forgotten. A guesser elsewhere in the network stays slowed. */
  async passed(account: string, address: string, device: string | null = null): Promise<void> {
    await this.db.query('delete from login_failure where account = $1 and address = $2', [
      account,
      device ?? networkOf(address),
    ]);
  }

  /** The try was no guess after all. */
  async forgive(id: string): Promise<void> {
    await this.db.query('delete from login_failure where id = $1', [id]);
  }
}
