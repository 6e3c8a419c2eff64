import { onUnmounted } from 'vue';
import { useAccess } from './access.store';

const EVERY_MS = 60_000;

/** Keeps the number of orders whose points wait in sight of an admin, wherever they are in the app. */
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
