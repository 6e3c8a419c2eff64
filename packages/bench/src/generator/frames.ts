/** What a frame carries, as far as it was kept: the first bytes of the payload, and its whole length. */
export type Frame = { opcode: number; head: Buffer; length: number };

/**
 * Reads websocket frames as a server sends them (unmasked, RFC 6455) and keeps only the first `keep` bytes of each payload: a
 * generator that copied and parsed every packet for 300 boards would measure itself.
 */
export class FrameReader {
  private header = Buffer.alloc(0);
  private opcode = 0;
  private length = -1;
  private left = 0;
  private kept: Buffer[] = [];
  private keptBytes = 0;

  constructor(
    private readonly keep: number,
    private readonly onFrame: (frame: Frame) => void,
  ) {}

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.length < 0) {
        at = this.readHeader(chunk, at);
        // An empty payload is complete already; of a cut header the rest is yet to come.
        if (this.length < 0) continue;
      }
      const take = Math.min(this.left, chunk.length - at);
      if (take > 0 && this.keptBytes < this.keep) {
        const part = chunk.subarray(at, at + Math.min(take, this.keep - this.keptBytes));
        this.kept.push(part);
        this.keptBytes += part.length;
      }
      at += take;
      this.left -= take;
      if (this.left === 0) this.finish();
    }
  }

  /** Takes what is there of a header; where the payload begins, or the end of the chunk when the header is not whole yet. */
  private readHeader(chunk: Buffer, at: number): number {
    const bytes = this.header.length > 0 ? Buffer.concat([this.header, chunk.subarray(at)]) : chunk.subarray(at);
    const short = bytes.length < 2 ? 0 : bytes[1]! & 0x7f;
    const size = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (bytes.length < size) {
      this.header = Buffer.from(bytes);
      return chunk.length;
    }
    const used = size - this.header.length;
    this.header = Buffer.alloc(0);
    this.opcode = bytes[0]! & 0x0f;
    this.length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
    this.left = this.length;
    if (this.left === 0) this.finish();
    return at + used;
  }

  private finish(): void {
    const head = this.kept.length === 1 ? this.kept[0]! : Buffer.concat(this.kept);
    const frame = { opcode: this.opcode, head, length: this.length };
    this.length = -1;
    this.kept = [];
    this.keptBytes = 0;
    this.onFrame(frame);
  }
}

/** A text frame as a client has to send it: masked, with a mask of zeros (any is allowed). */
export function textFrame(text: string, opcode = 1): Buffer {
  const payload = Buffer.from(text);
  const n = payload.length;
  const header =
    n < 126 ? Buffer.from([0x80 | opcode, 0x80 | n]) : Buffer.from([0x80 | opcode, 0x80 | 126, n >> 8, n & 0xff]);
  if (n > 0xffff) throw new RangeError('the bench sends no frame beyond 64 KiB');
  return Buffer.concat([header, Buffer.alloc(4), payload]);
}
