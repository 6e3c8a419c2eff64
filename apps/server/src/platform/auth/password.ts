import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { AppError } from '../http/app-error.js';

const PARAMETERS = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((done, fail) => {
    argon2('argon2id', { message: Buffer.from(password.normalize('NFC')), nonce: salt, ...PARAMETERS }, (error, key) =>
      error ? fail(error) : done(key),
    );
  });

/** Hashing is heavy on purpose: two at a time, fifty waiting, then `request.busy`. */
let running = 0;
const waiting: (() => void)[] = [];
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= 2) {
    if (waiting.length >= 50) throw new AppError('request.busy', { retryAfter: 2 });
    await new Promise<void>((go) => waiting.push(go));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** argon2id, m = 19 MiB, t = 2, p = 1 (OWASP ASVS 5.0). */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await inTurn(() => derive(password, salt));
  return `argon2id$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

const DUMMY = `argon2id$${Buffer.alloc(16).toString('base64url')}$${Buffer.alloc(32).toString('base64url')}`;

/** Also works through the hash when there is no such account (`stored` null), so that the time does not tell. */
export async function passwordMatches(password: string, stored: string | null): Promise<boolean> {
  const [, salt, key] = (stored ?? DUMMY).split('$');
  const derived = await inTurn(() => derive(password, Buffer.from(salt!, 'base64url')));
  const expected = Buffer.from(key!, 'base64url');
  return stored !== null && expected.length === derived.length && timingSafeEqual(derived, expected);
}
