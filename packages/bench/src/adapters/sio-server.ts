import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { Server } from 'socket.io';
import { COMMIT_SQL, FACT } from './commit-statement.js';

/**
 * What physics allows with socket.io: a room and a broadcast per move, no login, no check, no history. `DATABASE_URL` given, each
 * move is one commit first (`sio-tx`), acknowledged before the broadcast; without it, it is acknowledged after.
 */
const http = createServer();
const io = new Server(http, { transports: ['websocket'], serveClient: false, perMessageDeflate: false });
const url = process.env['DATABASE_URL'];
const pool = url ? new pg.Pool({ connectionString: url, max: 8 }) : null;
const orders = pool
  ? (await pool.query<{ id: string }>('select id from floor_order order by id')).rows.map((r) => r.id)
  : [];
let position = 0;
let turn = 0;

io.on('connection', (socket) => {
  socket.on('join', (_: unknown, ack: () => void) => {
    void socket.join('board');
    ack();
  });
  socket.on('move', ({ token }: { token: string }, ack: (position: number) => void) => {
    if (!pool) {
      broadcast(token);
      ack(position);
      return;
    }
    turn += 1;
    pool.query(COMMIT_SQL, [orders[turn % orders.length], FACT]).then(
      () => {
        ack(position + 1);
        broadcast(token);
      },
      (error: unknown) => console.error(error),
    );
  });
});

function broadcast(token: string): void {
  position += 1;
  io.to('board').emit('event', { position, token, ...FACT });
}

http.listen(0, '127.0.0.1', () =>
  console.log(JSON.stringify({ ready: true, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` })),
);
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
