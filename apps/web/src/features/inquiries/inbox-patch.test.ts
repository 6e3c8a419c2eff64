import type { InquiryCard } from '@tallyboard/contracts/inquiry-cards';
import { INQUIRY_LISTS, inListOrder, isListed } from '@tallyboard/rules/inquiries/inquiry-lists';
import { expect, test } from 'vitest';
import { type Inbox, PAGE, patchInbox, type Sought } from './inbox-patch';

const instant = (n: number): string => new Date(Date.parse('2026-11-25T00:00:00Z') + n * 60_000).toISOString();
const card = (n: number, fields: Partial<InquiryCard> = {}): InquiryCard =>
  ({
    id: `i${String(n).padStart(4, '0')}`,
    version: 1,
    status: 'open',
    ownerId: null,
    sourceId: null,
    waitingSince: null,
    receivedAt: instant(n),
    ...fields,
  }) as InquiryCard;
const sought: Sought = { teamId: 't', list: 'open', offset: 0 };
/** What the server would answer. */
function asServed(all: readonly InquiryCard[], { list, ownerId, offset }: Sought): Inbox {
  const found = all.filter((i) => isListed(i, list, 'me') && (!ownerId || i.ownerId === ownerId)).sort(inListOrder);
  const counts = Object.fromEntries(INQUIRY_LISTS.map((x) => [x, all.filter((i) => isListed(i, x, 'me')).length]));
  return { rows: found.slice(offset, offset + PAGE), total: found.length, counts: counts as Inbox['counts'] };
}

test('a thousand changes leave what the server would answer, or say that they are unsure', () => {
  // A small generator of its own: the same thousand each time.
  let seed = 7;
  const upTo = (n: number): number => (seed = (seed * 48_271) % 2_147_483_647) % n;
  for (const list of INQUIRY_LISTS)
    for (const ownerId of [undefined, 'me']) {
      const what: Sought = { ...sought, list, ...(ownerId && { ownerId }) };
      let all = Array.from({ length: 120 }, (_, n) => card(n));
      let inbox = asServed(all, what);
      let surely = 0;
      for (let n = 120; n < 620; n += 1) {
        const was = upTo(4) === 0 ? null : all[upTo(all.length)]!;
        const is: InquiryCard = {
          ...(was ?? card(n)),
          status: (['open', 'qualified', 'invalid', 'converted'] as const)[upTo(4)]!,
          ownerId: [null, 'me', 'you'][upTo(3)]!,
          waitingSince: upTo(2) ? instant(upTo(500)) : null,
        };
        all = [...all.filter((i) => i.id !== is.id), is];
        const next = patchInbox(inbox, { was, is }, what, 'me');
        const truth = asServed(all, what);
        expect([next.inbox.counts, next.inbox.total]).toEqual([truth.counts, truth.total]);
        if (!next.unsure) {
          surely += 1;
          expect(next.inbox.rows).toEqual(truth.rows);
        }
        inbox = truth;
      }
      expect([list, surely > 300]).toEqual([list, true]);
    }
});

test('a later page keeps its rows and is read again where one comes, goes or moves', () => {
  const all = Array.from({ length: 120 }, (_, n) => card(n));
  const second = { ...sought, offset: PAGE };
  const inbox = asServed(all, second);
  const row = inbox.rows[3]!;
  const renamed = { ...row, version: 2, buyer: 'Nordlicht' };
  expect(patchInbox(inbox, { was: row, is: renamed }, second, 'me')).toMatchObject({ unsure: false });
  expect(patchInbox(inbox, { was: row, is: renamed }, second, 'me').inbox.rows[3]).toBe(renamed);
  const waits = { ...row, waitingSince: instant(900) };
  expect(patchInbox(inbox, { was: row, is: waits }, second, 'me').unsure).toBe(true);
  const before = all[119]!;
  expect(patchInbox(inbox, { was: before, is: { ...before, version: 2 } }, second, 'me').unsure).toBe(false);
  expect(patchInbox(inbox, { was: before, is: { ...before, status: 'invalid' } }, second, 'me').unsure).toBe(true);
  const junk = { ...row, status: 'invalid' as const };
  expect(patchInbox(inbox, { was: row, is: junk }, second, 'me')).toMatchObject({
    unsure: true,
    inbox: { total: 119 },
  });
});

test('what is searched for is known to the server only', () => {
  const inbox = asServed([card(1)], sought);
  const found = patchInbox(inbox, { was: null, is: card(2) }, { ...sought, q: 'lamp' }, 'me');
  expect(found).toMatchObject({ unsure: true, inbox: { total: 1, counts: { all: 2 } } });
});
