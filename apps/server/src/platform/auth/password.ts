import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { Turnstile } from './turnstile.js';

type Cost = { memory: number; passes: number; parallelism: number };
/** m = 19 MiB, t = 2, p = 1 (OWASP ASVS 5.0). Whoever raises it: people are carried over as they sign in. */
const COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** What hashes without a word about it were made with. */
const FIRST_COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 };

const derive = (password: string, nonce: Buffer, cost: Cost): Promise<Buffer> =>
  new Promise((done, fail) => {
    argon2(
      'argon2id',
      { message: Buffer.from(password.normalize('NFC')), nonce, tagLength: KEY_BYTES, ...cost },
      (error, key) => (error ? fail(error) : done(key)),
    );
  });

/** Hashing is heavy on purpose: two at a time. */
const hashing = new Turnstile(2, 50);

const costText = ({ memory, passes, parallelism }: Cost): string => `m=${memory},t=${passes},p=${parallelism}`;
const written = (cost: Cost, salt: Buffer, key: Buffer): string =>
  ['argon2id', costText(cost), salt.toString('base64url'), key.toString('base64url')].join('$');

function read(stored: string): { cost: Cost; salt: Buffer; key: Buffer } {
  const parts = stored.split('$');
  const [memory, passes, parallelism] = [...(parts.length > 3 ? parts[1]! : '').matchAll(/=(\d+)/g)].map(([, n]) =>
    Number(n),
  );
  const cost = memory && passes && parallelism ? { memory, passes, parallelism } : FIRST_COST;
  return {
    cost,
    salt: Buffer.from(parts.at(-2) ?? '', 'base64url'),
    key: Buffer.from(parts.at(-1) ?? '', 'base64url'),
  };
}

/** argon2id, with what it cost written beside it. */
export async function hashPassword(password: string, cost: Cost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return written(cost, salt, await hashing.pass(() => derive(password, salt, cost)));
}

/** Was it made with another cost than today's? */
export const isOutdated = (stored: string): boolean => !stored.startsWith(`argon2id$${costText(COST)}$`);

const DUMMY = written(COST, Buffer.alloc(SALT_BYTES), Buffer.alloc(KEY_BYTES));

/** Also works through the hash when there is no such account (`stored` null) or none that can be read, so that the time does not tell. */
export async function passwordMatches(password: string, stored: string | null): Promise<boolean> {
  const known = stored === null ? null : read(stored);
  const legible = known !== null && known.salt.length >= SALT_BYTES;
  const { cost, salt, key } = legible ? known : read(DUMMY);
  const derived = await hashing.pass(() => derive(password, salt, cost));
  return legible && key.length === derived.length && timingSafeEqual(derived, key);
}
