import type { FrameBody } from '@tallyboard/contracts/facts';
import { ordersApi } from '@tallyboard/contracts/orders';
import type { Endpoint, InputOf } from '@tallyboard/contracts/endpoint';
import type { Problem } from '@tallyboard/contracts/problems';
import { STAGES, type Stage } from '@tallyboard/rules/orders/stages';
import { shallowReactive } from 'vue';
import { named, personName } from '../../platform/format';
import { t } from '../../platform/i18n';
import { problemText } from '../../platform/problem-text';
import { useSession } from '../../platform/session';
import { dismissToast, showToast, type Toast, toasts } from '../../ui/toasts';
import type { ColumnView } from './board-view';
import { addCaused, causedBy } from './caused-points';
import type { MoveTo } from './draw-move';
import { type Done, useOrders } from './orders.store';

type Mine = { id: string; commandId: string };
/** My own commands that can be undone, newest last. Shared by board and drawer. */
const mine = shallowReactive<Mine[]>([]);
const MOST = 50;
const isStage = (code: string): code is Stage => (STAGES as readonly string[]).includes(code);

/** The commands as people give them: each answers with a toast that can undo it. */
export function useOrderCommands() {
  const orders = useOrders();
  const session = useSession();
  const stageName = (code: string): string => {
    const stage = orders.board?.settings.stages.find((s) => s.code === code);
    return stage ? named(stage) : isStage(code) ? t(`stage.${code}`) : code;
  };

  /** "荣誉 +43 · 何佳 +4": what a command earned, or took back, and for whom. */
  const earned = (commandId: string): string =>
    [...causedBy(commandId)]
      .filter(([, n]) => n !== 0)
      .map(([ownerId, n]) => {
        if (ownerId === session.me?.person.id) return t(n > 0 ? 'orders.points_gain' : 'orders.points_loss', { n });
        const who = personName(orders.people.get(ownerId));
        return t(n > 0 ? 'orders.points_gain_for' : 'orders.points_loss_for', { who, n });
      })
      .join(' · ');
  const tell = (toast: Toast): void => showToast({ ...toast, extra: () => earned(toast.id) });

  function told(id: string, done: Done, text: () => string): Problem | null {
    if (!done.ok) return done.problem;
    mine.push({ id, commandId: done.commandId });
    if (mine.length > MOST) mine.shift();
    // Of several toasts only the newest is undone by the keys.
    const keys = (): string => (mine.at(-1)?.commandId === done.commandId ? 'Ctrl Z' : '');
    const action = { label: () => t('orders.undo'), keys, run: () => void undo(done.commandId) };
    tell({ id: done.commandId, text, action });
    return null;
  }
  async function move(id: string, to: MoveTo, target: ColumnView | undefined): Promise<Problem | null> {
    const before = orders.card(id);
    if (!before) return null;
    const done = await orders.move(id, to, target, session.capabilities);
    const text = (): string =>
      before.stage === to.toStage
        ? t('orders.reordered', { no: before.no })
        : t('orders.moved_to', { no: before.no, stage: stageName(to.toStage) });
    return told(id, done, text);
  }
  /** Any other command on one order; `text` is what the toast says when it is done. */
  async function act<E extends Endpoint>(
    id: string,
    endpoint: E,
    input: (expectedVersion: number) => InputOf<E>,
    text: () => string,
  ): Promise<Problem | null> {
    return told(id, await orders.command(id, endpoint, input), text);
  }
  /** Undoes one of my commands, by default the latest. Somebody else's change in between is told, not overwritten. */
  async function undo(commandId = mine.at(-1)?.commandId): Promise<void> {
    const at = mine.findIndex((m) => m.commandId === commandId);
    const entry = mine[at];
    if (!entry) return showToast({ id: 'undo', text: () => t('problem.orders.nothing_to_undo'), bad: true });
    mine.splice(at, 1);
    dismissToast(entry.commandId);
    const no = orders.card(entry.id)?.no ?? '';
    const input = { id: entry.id, commandId: entry.commandId };
    const done = await orders.command(entry.id, ordersApi.undo, () => input);
    if (done.ok) tell({ id: done.commandId, text: () => t('orders.undone', { no }) });
    else {
      const { problem } = done;
      showToast({ id: `undo-${input.commandId}`, text: () => problemText(problem), bad: true });
    }
  }
  /** Points that a command of mine caused arrive about when its answer does; its toast tells them. */
  function pointsPosted(posted: FrameBody<'points.granted'>): void {
    if (posted.causedBy === null) return;
    addCaused(posted.causedBy, posted.ownerId, posted.amount);
    const toast = toasts.get(posted.causedBy);
    if (toast) tell(toast);
  }
  return { move, act, undo, pointsPosted, stageName };
}
