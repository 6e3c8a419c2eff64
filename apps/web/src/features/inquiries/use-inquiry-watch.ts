import { onUnmounted } from 'vue';
import { useSession } from '../../platform/session';
import { useInquiries } from './inquiries.store';

const EVERY_MS = 60_000;

/** Keeps the number of buyers who wait for me in sight wherever I am; pages that follow the team's feed hear of it sooner. */
export function useInquiryWatch(): void {
  const store = useInquiries();
  const session = useSession();
  const look = (): void => {
    if (document.visibilityState !== 'visible' || !session.me || !session.team) return;
    void store.loadMine({ teamId: session.team.id, userId: session.me.person.id }).catch(() => null);
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  document.addEventListener('visibilitychange', look);
  onUnmounted(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
  });
}
