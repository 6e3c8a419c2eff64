import { createHash } from 'node:crypto';
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import { isProblemCode, PROBLEMS } from '@tallyboard/contracts/problems';

/** What every websocket answer is made from (RFC 6455). */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
/** A close frame that says "all is well" (1000). */
const GOODBYE = Buffer.from([0x88, 0x02, 0x03, 0xe8]);

/** Does the request ask for a websocket, rather than come as a plain one through a proxy that took the headers away? */
export const asksForUpgrade = (req: IncomingMessage): boolean =>
  /\bwebsocket\b/i.test(req.headers.upgrade ?? '') && /\bupgrade\b/i.test(req.headers.connection ?? '');

/** Refuses a handshake with the status of the problem, its code as the text; engine.io by itself says 400 to everybody. */
export function turnAway(req: IncomingMessage, code: string): void {
  if (!asksForUpgrade(req) || !req.socket.writable) return;
  const status = isProblemCode(code) ? PROBLEMS[code] : 400;
  req.socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(code)}\r\n\r\n${code}`,
  );
}

/** A trial of whether upgrades pass what stands in front of us, for the diagnosis: before sign-in, from any page. */
export const isTrial = (req: IncomingMessage): boolean =>
  new URL(req.url ?? '', 'http://localhost').searchParams.get('trial') === '1';

/** Upgrades, says goodbye and hangs up: nothing is kept, and nothing can be said to us. */
export function answerTrial(req: IncomingMessage): void {
  const accept = createHash('sha1')
    .update(`${req.headers['sec-websocket-key'] ?? ''}${GUID}`)
    .digest('base64');
  req.socket.on('error', () => undefined);
  // Whoever does not hang up in return is hung up on.
  setTimeout(() => req.socket.destroy(), 1_000).unref();
  req.socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  req.socket.end(GOODBYE);
}
