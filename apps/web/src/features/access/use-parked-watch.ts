import { onUnmounted } from 'vue';
import { useAccess } from './access.store';

const EVERY_MS = 60_000;

/**
 * Keeps the number of orders whose points wait in sight of an admin, wherever they are in the app. Asked, not pushed: what parks an
 * order is a transaction that failed, so no fact tells of it, and an admin need not be connected to the node it failed on. A push would
 * be a second way through the database for a number that is nearly always 0; asking costs one small query a minute for each admin who
 * is looking, and what wakes somebody at night is the metric `reaction_parked_facts`.
 */
export function useParkedWatch(): void {
  const access = useAccess();
  const look = (): void => {
    // What nobody looks at need not be asked.
    if (document.visibilityState === 'visible') void access.loadParked().catch(() => null);
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  onUnmounted(() => clearInterval(timer));
}
