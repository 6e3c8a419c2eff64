import type { IncomingMessage } from 'node:http';

/** What a cookie of ours carries: the session, or that this browser has signed in before. */
export type CookieKind = 'session' | 'known';
const NAME: Record<CookieKind, string> = { session: 'tallyboard', known: 'tallyboard-known' };
/** A session comes along when one follows a link to us; that the browser is known is asked only by our own page. */
const SAME_SITE: Record<CookieKind, string> = { session: 'Lax', known: 'Strict' };

/** `__Host-` is the stronger name, but browsers keep it only over TLS; a wall on plain http in the office network needs the other. */
export const cookieName = (secure: boolean, kind: CookieKind = 'session'): string =>
  secure ? `__Host-${NAME[kind]}` : NAME[kind];

/** The token in the request's cookie header. */
export function tokenFrom(
  req: Pick<IncomingMessage, 'headers'>,
  secure: boolean,
  kind: CookieKind = 'session',
): string | null {
  const name = cookieName(secure, kind);
  for (const part of (req.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || null;
  }
  return null;
}

/** A Set-Cookie value; `maxAgeSeconds` 0 removes the cookie. */
export function setCookie(token: string, secure: boolean, maxAgeSeconds: number, kind: CookieKind = 'session'): string {
  return `${cookieName(secure, kind)}=${token}; Path=/; HttpOnly; SameSite=${SAME_SITE[kind]}; Max-Age=${maxAgeSeconds}${secure ? '; Secure' : ''}`;
}
