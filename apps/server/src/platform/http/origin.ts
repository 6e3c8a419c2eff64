import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { Config } from '../config/config.js';
import { AppError } from './app-error.js';

export const isSecure = (config: Pick<Config, 'publicUrl'>): boolean => config.publicUrl?.startsWith('https:') ?? false;

/**
 * Without PUBLIC_URL only this machine and addresses of its network are us: a foreign domain that resolves to us (DNS rebinding)
 * is not. With it, only that address is.
 */
export function isOwnHost(host: string | undefined, config: Pick<Config, 'publicUrl'>): boolean {
  if (!host) return false;
  if (config.publicUrl) return host === new URL(config.publicUrl).host;
  const name = host
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
  return (
    name === 'localhost' ||
    isIP(name) !== 0 ||
    name === hostname().toLowerCase() ||
    /^[a-z0-9-]+(\.local|\.lan)?$/.test(name)
  );
}

/** Same origin as the page we served, as the browser itself declares it. Callers that are no browser send neither header. */
export function isSameOrigin(headers: IncomingHttpHeaders, config: Pick<Config, 'publicUrl'>): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (origin === undefined) return true;
  try {
    const from = new URL(origin);
    if (config.publicUrl) return from.origin === config.publicUrl;
    return from.host === host && isOwnHost(host, config);
  } catch {
    return false;
  }
}

export function checkOrigin(headers: IncomingHttpHeaders, config: Pick<Config, 'publicUrl'>): void {
  if (!isSameOrigin(headers, config)) throw new AppError('request.foreign_origin');
}

/** The addresses that proxies say they passed the request on for, or that the caller made up. */
export const forwardedIn = (headers: IncomingHttpHeaders): string[] =>
  String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((a) => a.trim())
    .filter(Boolean);

/** The caller's address, of a request that express does not see: the last one that is not one of our own proxies. */
export function addressOf(
  req: Pick<IncomingMessage, 'headers' | 'socket'>,
  { proxyHops }: Pick<Config, 'proxyHops'>,
): string {
  const chain = [req.socket.remoteAddress ?? '', ...forwardedIn(req.headers).reverse()];
  return chain[Math.min(proxyHops, chain.length - 1)]!;
}

/** Where the caller sees us, for links that are shown or sent. */
export function originOf(headers: IncomingHttpHeaders, config: Pick<Config, 'publicUrl'>): string {
  return config.publicUrl ?? `http://${isOwnHost(headers.host, config) ? headers.host! : 'localhost'}`;
}
