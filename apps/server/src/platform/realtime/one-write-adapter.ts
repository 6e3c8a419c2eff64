import { Adapter, type BroadcastOptions } from 'socket.io-adapter';

type Frame = { wsPreEncodedFrame?: Buffer[] };
type Encode = (packet: unknown, options: Frame) => unknown[];
type SendFrame = (frame: Buffer[]) => void;
/** What is looked at of a socket: its line of socket.io, and the websocket below. */
type Client = {
  conn: {
    readyState: string;
    writeBuffer: readonly unknown[];
    transport: {
      writable: boolean;
      socket?: { readyState: number; bufferedAmount: number; _sender?: { sendFrame?: SendFrame } };
    };
  };
  writeToEngine: (packets: unknown[], options: Frame) => void;
};
type Inside = {
  _encode?: Encode;
  apply?: (to: BroadcastOptions, each: (socket: { client: Client }) => void) => void;
};
type Packet = { nsp?: string };

const READY_STATE_OPEN = 1;

/**
 * The rooms of socket.io, told with one write for each socket. Socket.io frames a packet once for a whole room, but then leads it through
 * every socket's queue, keeps the frame's head and its body apart, and asks each write to report: three hundred times a packet, and that
 * takes longer than the writes. Here a socket with nothing waiting is given the finished frame; one that is behind takes socket.io's own
 * way, so that nothing overtakes. Where the insides of socket.io have changed, all packets go that way; a test tells.
 */
export class OneWriteAdapter extends Adapter {
  override broadcast(packet: Packet, to: BroadcastOptions): void {
    const inside = this as unknown as Inside;
    if (to.flags?.volatile || !inside._encode || !inside.apply) return super.broadcast(packet, to);
    packet.nsp = (this.nsp as { name: string }).name;
    const options: Frame & { preEncoded: true } = { preEncoded: true };
    const encoded = inside._encode(packet, options);
    const pieces = options.wsPreEncodedFrame;
    const frame = pieces && (options.wsPreEncodedFrame = [Buffer.concat(pieces)]);
    inside.apply(to, ({ client }) => {
      if (!frame || !sentAtOnce(client, frame)) client.writeToEngine(encoded, options);
    });
  }
}

/** False when something waits before it, or the line is not as we know it. */
function sentAtOnce({ conn }: Client, frame: Buffer[]): boolean {
  const { transport } = conn;
  const { socket } = transport;
  if (conn.readyState !== 'open' || !transport.writable || conn.writeBuffer.length > 0) return false;
  if (socket?.readyState !== READY_STATE_OPEN || socket.bufferedAmount > 0 || !socket._sender?.sendFrame) return false;
  socket._sender.sendFrame(frame);
  return true;
}
