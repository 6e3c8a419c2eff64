import type { Inquiry } from './inquiry.js';

/** `waiting`: the buyer waits for an answer now. `queue`: nobody has it. */
export const INQUIRY_LISTS = ['waiting', 'mine', 'queue', 'open', 'qualified', 'converted', 'invalid', 'all'] as const;
export type InquiryList = (typeof INQUIRY_LISTS)[number];

type Listed = Pick<Inquiry, 'id' | 'status' | 'ownerId' | 'waitingSince' | 'receivedAt'>;

/** Does an inquiry stand in this list, for whoever asks? The server's SQL says the same. */
export function isListed(i: Listed, list: InquiryList, askedBy: string): boolean {
  const isOpen = i.status === 'open' || i.status === 'qualified';
  switch (list) {
    case 'waiting':
      return i.waitingSince !== null && i.status !== 'invalid';
    case 'mine':
      return isOpen && i.ownerId === askedBy;
    case 'queue':
      return isOpen && i.ownerId === null;
    case 'open':
      return isOpen;
    case 'all':
      return true;
    case 'qualified':
    case 'converted':
    case 'invalid':
      return i.status === list;
  }
}

/** Those who wait longest first; then what came last. */
export function inListOrder(a: Listed, b: Listed): number {
  if (a.waitingSince !== b.waitingSince) {
    if (!a.waitingSince || !b.waitingSince) return a.waitingSince ? -1 : 1;
    return a.waitingSince < b.waitingSince ? -1 : 1;
  }
  if (a.receivedAt !== b.receivedAt) return a.receivedAt > b.receivedAt ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
