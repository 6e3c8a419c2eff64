import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
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
 * at most half a minute; from anywhere else the right password passes at once.
 */
@Injectable()
export class LoginThrottle {
  constructor(private readonly db: DataSource) {}

  async check(account: string, address: string): Promise<void> {
    const [row] = await this.db.query<{ pair: number; network: number; since: number | null; last: number | null }[]>(
      `select count(*) filter (where account = $1)::int as pair, count(*)::int as network,
              extract(epoch from clock_timestamp() - max(at) filter (where account = $1))::float8 as since,
              extract(epoch from clock_timestamp() - max(at))::float8 as last
       from login_failure where address = $2 and at > clock_timestamp() - interval '15 minutes'`,
      [account, networkOf(address)],
    );
    const { pair, network, since, last } = row!;
    const wait = pair < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT_SECONDS, 2 ** (pair - FREE_TRIES + 1)) - (since ?? 0);
    if (wait > 0) throw new AppError('people.slow_down', { retryAfter: Math.ceil(wait) });
    // Many accounts tried from one network: one try every other second, for everybody there.
    if (network >= PER_NETWORK && (last ?? 0) < 2) throw new AppError('people.slow_down', { retryAfter: 2 });
  }

  async failed(account: string, address: string): Promise<void> {
    await this.db.query(
      `with old as (delete from login_failure where at < clock_timestamp() - interval '1 day') insert into login_failure (account, address) values ($1, $2)`,
      [account, networkOf(address)],
    );
  }

  async passed(account: string, address: string): Promise<void> {
    await this.db.query('delete from login_failure where account = $1 and address = $2', [account, networkOf(address)]);
  }
}
