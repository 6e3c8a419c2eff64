import type { Frame } from '@tallyboard/contracts/live';
import { onUnmounted, watch } from 'vue';
import { useRewards } from '../features/points/rewards/rewards.store';
import { usePoints } from '../features/points/points.store';
import { t } from '../platform/i18n';
import { Live } from '../platform/live';
import { useSession } from '../platform/session';
import { showToast } from '../ui/toasts';

const RELOAD_MS = 2_000;

/**
 * Where I stand, read again when points are mine: from the team's facts, or from my own feed while I take no part in public rankings.
 * A reward, and a level that was reached, are told in a toast; one that was lost is not shouted about.
 */
export function useOwnPoints(onOwnFrames: (frames: readonly Frame[]) => void = () => undefined) {
  const points = usePoints();
  const rewards = useRewards();
  const { person } = useSession().me!;
  const read = () => points.loadStanding(person.id).catch(() => null);
  let reading: ReturnType<typeof setTimeout> | undefined;

  /** Takes the team's frames too. */
  function stir(frames: readonly Frame[]): void {
    if (rewards.isAbout(frames)) void rewards.loadMine().catch(() => null);
    const isMine = frames.some((f) => (f.body as { ownerId?: string } | null)?.ownerId === person.id);
    if (!isMine || reading) return;
    reading = setTimeout(() => {
      reading = undefined;
      void read();
    }, RELOAD_MS);
  }
  const live = person.inRankings
    ? null
    : new Live({
        feed: `user:${person.id}`,
        load: read,
        apply: (frames) => {
          stir(frames);
          onOwnFrames(frames);
        },
      });
  live?.start();
  watch(
    () => points.levelChange,
    (change) => {
      if (change?.isRise)
        showToast({ id: 'level', text: () => t('points.level_up', { level: t(`level.${change.to}`) }) });
    },
  );
  void rewards.loadMine().catch(() => null);
  watch(
    () => rewards.arrived,
    (r) => {
      if (!r) return;
      const reward = (): string => t(`rewards.${r.kind}`, { n: r.value });
      showToast({ id: 'reward', text: () => t('rewards.came', { what: t(`rule.${r.ruleId}`), reward: reward() }) });
    },
  );
  onUnmounted(() => {
    live?.close();
    clearTimeout(reading);
  });
  return { read, stir };
}
