import { Adapter } from 'socket.io-adapter';

type Frame = { wsPreEncodedFrame?: Buffer[] };
type Encode = (packet: unknown, options: Frame) => unknown[];

/**
 * The rooms of socket.io, with frames in one piece. Socket.io frames a packet once for a whole room, but keeps the frame's head and its
 * body apart, and joins them again for each socket: two buffers, a cork and a gathering write, three hundred times a packet. Where its
 * insides have changed, packets go out as it sends them itself; a test tells.
 */
export class OneWriteAdapter extends Adapter {
  constructor(namespace: unknown) {
    super(namespace);
    const inside = this as unknown as { _encode?: Encode };
    const encode = inside._encode?.bind(this);
    if (!encode) return;
    inside._encode = (packet, options) => {
      const encoded = encode(packet, options);
      if (options.wsPreEncodedFrame) options.wsPreEncodedFrame = [Buffer.concat(options.wsPreEncodedFrame)];
      return encoded;
    };
  }
}
