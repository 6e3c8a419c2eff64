import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, for sessions, invitations and screens. */
export const newToken = (): string => randomBytes(32).toString('base64url');
/** What `newToken` gives looks like; anything else need not be looked up. */
export const TOKEN = /^[\w-]{43}$/;
/** Tokens are random, so a plain hash is enough to keep a stolen table useless. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();
