import { seededRandom } from '@tallyboard/testkit/random';
import type { RawWebsocket } from '../raw-websocket.js';

export type Damage = (raw: RawWebsocket) => void;

/** Packets of socket.io and engine.io that are cut off, forged, or of another kind than they say. */
const PACKETS = [
  '',
  '9',
  '4',
  '3',
  '5',
  '6',
  'b',
  'b4AAAA',
  '42',
  '42[',
  '42[]',
  '42{}',
  '42[1]',
  '42[null]',
  '42["subscribe"',
  '42["subscribe"]',
  '42["__proto__",{}]',
  '42["constructor"]',
  '42["disconnect"]',
  '42["connect"]',
  '42["error",{"a":1}]',
  '421["presence"]',
  '42999999999999999999["presence",{}]',
  '43',
  '43[]',
  '431[]',
  '43999[1]',
  '44',
  '44{"message":"x"}',
  '451-["subscribe",{"_placeholder":true,"num":0}]',
  '4599-["x",{"_placeholder":true,"num":98}]',
  '451-["x",{"_placeholder":true,"num":-1}]',
  '45999999999-["x"]',
  '45-["x"]',
  '461-1[{"_placeholder":true,"num":"constructor"}]',
  '40/other,',
  '40{"a":',
  '40',
  '41',
  '49',
  '4A',
  `42${'['.repeat(20_000)}`,
  `42["subscribe",${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}]`,
  '42["subscribe",{"feed":"\\u0000","epoch":"","since":1e999}]',
];
/** Frames that no websocket may send. */
const FRAMES: readonly Damage[] = [
  (raw) => raw.frame({ payload: '42[]', mask: false }),
  ...[1, 2, 4, 7].map(
    (reserved): Damage =>
      (raw) =>
        raw.frame({ payload: '42[]', reserved }),
  ),
  ...[3, 7, 11, 15].map(
    (opcode): Damage =>
      (raw) =>
        raw.frame({ opcode, payload: 'x' }),
  ),
  (raw) => raw.frame({ opcode: 0, payload: 'goes on from nothing' }),
  (raw) => raw.frame({ opcode: 9, payload: 'x'.repeat(126) }),
  (raw) => raw.frame({ opcode: 9, payload: 'in pieces', fin: false }),
  (raw) => raw.frame({ opcode: 8, payload: Buffer.from([0x03]) }),
  (raw) => raw.frame({ opcode: 8, payload: Buffer.from([0x00, 0x01]) }),
  (raw) => raw.frame({ payload: Buffer.from([0x34, 0x32, 0xff, 0xfe, 0xc0]) }),
  (raw) => raw.frame({ opcode: 2, payload: Buffer.from([4, 2, 91]) }),
  (raw) => raw.frame({ payload: '42["subscribe"', fin: false }),
  (raw) => raw.bytes(Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')),
  (raw) => raw.bytes(Buffer.alloc(3)),
  (raw) => raw.frame({ payload: 'short', length: 60_000 }),
];

/** Each of the above, and beside them as much noise as it takes to be so many. */
export function brokenFrames(count: number, seed: number): readonly Damage[] {
  const random = seededRandom(seed);
  const known: readonly Damage[] = [
    ...PACKETS.map(
      (payload): Damage =>
        (raw) =>
          raw.frame({ payload }),
    ),
    ...FRAMES,
  ];
  const noise = Array.from({ length: Math.max(0, count - known.length) }, (): Damage => {
    const bytes = Buffer.from(Array.from({ length: random.int(2, 60) }, () => random.int(0, 255)));
    // Half of it is wrapped in a proper frame, to come further.
    return random.chance(0.5)
      ? (raw) => raw.bytes(bytes)
      : (raw) => raw.frame({ opcode: random.int(1, 2), payload: bytes });
  });
  return [...known, ...noise];
}
