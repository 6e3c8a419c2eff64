import { inquiriesApi, type InquiryDetail } from '@tallyboard/contracts/inquiries';
import type { Random } from '@tallyboard/testkit/random';
import type { Actor, Answer, TestServer } from '../test-server.js';

export type Call = (node: TestServer, headers: Record<string, string>) => Promise<Answer<InquiryDetail>>;
type Desk = { id: string; people: readonly Actor[]; inquiries: ReadonlyMap<string, InquiryDetail> };

const BUYERS = 6;
const QUALITY = { product: 'a', quantity: 'b', destination: 'c', need: 'd' };

/** Anything that may be done to an inquiry: to one that is known, as it was when it was last seen, or to a new one. */
export function chooseInquiry(desk: Desk, who: Actor, random: Random, now: string): Call {
  const known = desk.inquiries.size > 0 ? random.pick([...desk.inquiries.values()]) : null;
  if (!known || random.chance(0.2)) return receive(desk, who, random);
  const { id, version: expectedVersion } = known.inquiry;
  const target = { id, expectedVersion };
  const dice = random.int(1, 100);
  if (dice <= 55) return log(id, who, random, now);
  if (dice <= 65) {
    const { id: messageId } = random.pick(known.messages!);
    return (node, headers) => node.call(inquiriesApi.withdrawMessage, { id, messageId }, who, headers);
  }
  if (dice <= 78)
    return (node, headers) => node.call(inquiriesApi.qualify, { ...target, quality: QUALITY }, who, headers);
  if (dice <= 83) return (node, headers) => node.call(inquiriesApi.disqualify, target, who, headers);
  if (dice <= 91) {
    const why = { reason: 'spam', note: '', duplicateOf: null } as const;
    return (node, headers) => node.call(inquiriesApi.markInvalid, { ...target, ...why }, who, headers);
  }
  return (node, headers) => node.call(inquiriesApi.restore, target, who, headers);
}

/** Of a buyer who may be known, for somebody or for whom the rule says. */
function receive({ id: teamId, people }: Desk, who: Actor, random: Random): Call {
  const ownerId = random.pick([null, who.id, random.pick(people).id]);
  const contact = { name: '', email: `${random.int(1, BUYERS)}-${teamId}@buyer.example`, phone: '' };
  const asked = {
    teamId,
    buyer: contact.email,
    contact,
    country: random.pick(['DE', 'FR', 'CN']),
    language: null,
    product: '',
    subject: '',
    text: 'Please quote.',
    channel: 'email' as const,
    ...(ownerId && { ownerId }),
  };
  return (node, headers) => node.call(inquiriesApi.create, asked, who, headers);
}

/** Written now, or some hours ago and logged only now. */
function log(id: string, who: Actor, random: Random, now: string): Call {
  const message = {
    id,
    direction: random.pick(['out', 'out', 'in'] as const),
    channel: 'email' as const,
    text: [1, 2, 3, 4].map(() => random.int(0, 1_000_000)).join(' '),
    automatic: random.chance(0.1),
    at: new Date(Date.parse(now) - random.int(0, 1_200) * 60_000).toISOString(),
  };
  return (node, headers) => node.call(inquiriesApi.logMessage, message, who, headers);
}
