import type { FrameBody } from '@tallyboard/contracts/facts';
import type { Frame } from '@tallyboard/contracts/live';
import type { Person } from '@tallyboard/contracts/people';
import { computed, onUnmounted, shallowRef } from 'vue';
import { useOrders } from '../features/orders/orders.store';
import { useOrderCommands } from '../features/orders/use-order-commands';
import { Live } from '../platform/live';
import { resumeOutbox, waitingWires } from '../platform/outbox';
import { useSession } from '../platform/session';
import { useOwnPoints } from './use-own-points';

/** The board of my team, followed live: facts in order, who else is here, and my commands that were not answered yet. */
export function useBoardLive(onFrame: (frame: Frame) => void, missed: () => void) {
  const orders = useOrders();
  const session = useSession();
  const { pointsPosted } = useOrderCommands();
  const teamId = session.team!.id;
  const feed = `team:${teamId}`;
  const tellPoints = (frames: readonly Frame[]): void => {
    for (const frame of frames)
      if (frame.name === 'points.granted' || frame.name === 'points.reversed')
        pointsPosted(frame.body as FrameBody<'points.granted'>);
  };
  const own = useOwnPoints(tellPoints);
  const here = shallowRef<readonly { userId: string; cardId: string | null; carrying: boolean }[]>([]);

  const live = new Live({
    feed,
    load: () => orders.load(teamId),
    apply: (frames) => {
      orders.apply(frames);
      tellPoints(frames);
      own.stir(frames);
      frames.forEach(onFrame);
    },
    missed,
    dismissed: () => void askWhoIAm(),
    presences: (p) => {
      here.value = p.people.filter((x) => x.userId !== session.me?.person.id);
    },
  });
  /** A disabled person is signed out by the answer; one who was moved to another team gets that team's board. */
  async function askWhoIAm(): Promise<void> {
    if ((await session.load()) && session.team?.id !== teamId) location.reload();
  }
  resumeOutbox(orders.resume);
  live.start();
  void orders.whenLoaded().then(() => waitingWires().forEach(orders.restore));
  onUnmounted(() => live.close());

  type Other = { person: Person; carrying: boolean };
  /** Who looks at or carries which card. */
  const others = computed(() => {
    const by = new Map<string, Other[]>();
    for (const { userId, cardId, carrying } of here.value) {
      const person = orders.people.get(userId);
      if (person && cardId) by.set(cardId, [...(by.get(cardId) ?? []), { person, carrying }]);
    }
    return by;
  });
  const present = computed(() =>
    [...new Set(here.value.map((h) => h.userId))].flatMap((id) => orders.people.get(id) ?? []),
  );
  return { others, present, tell: (cardId: string | null, carrying: boolean) => live.tell(cardId, carrying) };
}
