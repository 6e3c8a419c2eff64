import type { IncomingMessage } from 'node:http';

/** `__Host-` is the stronger name, but browsers keep it only over TLS; a wall on plain http in the office network needs the other. */
export const cookieName = (secure: boolean): string => (secure ? '__Host-tallyboard' : 'tallyboard');

/** The token in the request's cookie header, whichever of the two names it came under. */
export function tokenFrom(req: Pick<IncomingMessage, 'headers'>, secure: boolean): string | null {
  const name = cookieName(secure);
  for (const part of (req.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || null;
  }
  return null;
}

/** A Set-Cookie value; `maxAgeSeconds` 0 removes the cookie. */
export function setCookie(token: string, secure: boolean, maxAgeSeconds: number): string {
  return `${cookieName(secure)}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure ? '; Secure' : ''}`;
}
