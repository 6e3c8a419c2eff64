import type { FrameBody } from '@tallyboard/contracts/facts';
import type { Frame } from '@tallyboard/contracts/live';
import type { Card } from '@tallyboard/contracts/order-cards';

/** What a move changes on a card. */
export const pickMove = ({
  stage,
  stageSince,
  rank,
  version,
}: FrameBody<'orders.moved'>): Partial<Card> & { version: number } => ({ stage, stageSince, rank, version });

/** The orders whose cards a run of facts may move on the screen. */
export const touched = (frames: readonly Frame[]): string[] =>
  frames.flatMap((f) => {
    const body = f.body as { id?: string; card?: { id: string } };
    return f.name.startsWith('orders.') ? [body.card?.id ?? body.id ?? ''] : [];
  });
