import type { ReplyOf } from '@tallyboard/contracts/endpoint';
import type { inquiriesApi } from '@tallyboard/contracts/inquiries';
import type { InquiryCard } from '@tallyboard/contracts/inquiry-cards';
import { INQUIRY_LISTS, inListOrder, type InquiryList, isListed } from '@tallyboard/rules/inquiries/inquiry-lists';

type Counts = ReplyOf<typeof inquiriesApi.list>['counts'];
/** What a page of inquiries is asked for by. */
export type Sought = {
  teamId: string;
  list: InquiryList;
  q?: string;
  sourceId?: string;
  ownerId?: string;
  offset: number;
};
export type Inbox = { rows: readonly InquiryCard[]; total: number; counts: Counts };
/** `was`: null for one that is new, undefined where nobody here knows how it was counted. */
export type Change = { was: InquiryCard | null | undefined; is: InquiryCard };
export const PAGE = 50;

/**
 * A page after one inquiry changed. `unsure` where the page alone cannot say it exactly, so that it has to be read once: how the inquiry
 * was counted is not known, a row of another page moves up, or what was searched for is known to the server only.
 */
export function patchInbox(inbox: Inbox, { was, is }: Change, sought: Sought, meId: string) {
  const belongs = (i: InquiryCard): boolean =>
    isListed(i, sought.list, meId) &&
    (!sought.ownerId || i.ownerId === sought.ownerId) &&
    (!sought.sourceId || i.sourceId === sought.sourceId);
  const counts = { ...inbox.counts };
  if (was !== undefined)
    for (const list of INQUIRY_LISTS)
      counts[list] += Number(isListed(is, list, meId)) - Number(was !== null && isListed(was, list, meId));
  const shown = inbox.rows.some((row) => row.id === is.id);
  const belonged = was ? belongs(was) : false;
  const others = inbox.rows.filter((row) => row.id !== is.id);
  let total = inbox.total;
  // What is searched for is known to the server only; what is shown was found.
  if (sought.q) total -= Number(shown && !belongs(is));
  else if (was !== undefined) total += Number(belongs(is)) - Number(belonged);
  if (sought.offset > 0 || sought.q) {
    const shifts = belongs(is) !== belonged || (belongs(is) && was?.waitingSince !== is.waitingSince);
    const mayBeFound = sought.q !== undefined && !shown && belongs(is);
    const rows = belongs(is) ? inbox.rows.map((row) => (row.id === is.id ? is : row)) : others;
    return { inbox: { rows, total, counts }, unsure: was === undefined || shifts || mayBeFound };
  }
  let rows = belongs(is) ? [...others, is].sort(inListOrder).slice(0, PAGE) : others;
  // Last of a page that others follow: where it stands among those is not known here.
  if (rows.at(-1)?.id === is.id && total > rows.length) rows = rows.slice(0, -1);
  const isShort = rows.length < Math.min(PAGE, total);
  return { inbox: { rows, total, counts }, unsure: was === undefined || isShort };
}
