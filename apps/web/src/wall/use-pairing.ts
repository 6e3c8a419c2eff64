import { onScopeDispose, shallowRef } from 'vue';
import { nextPairing, type Pairing, pairingPause } from './pairing';
import { server } from './server';
import { localeNow } from './texts';

/** Asks for a code, shows it, polls, renews, until the screen is approved. */
export function usePairing(approved: () => void) {
  const state = shallowRef<Pairing>({ kind: 'asking' });
  const mine = {
    about: server.about,
    startPairing: () => server.startPairing(localeNow()),
    pollPairing: server.pollPairing,
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  async function step(): Promise<void> {
    state.value = await nextPairing(state.value, mine, Date.now());
    if (stopped) return;
    if (state.value.kind === 'approved') return approved();
    timer = setTimeout(() => void step(), pairingPause(state.value, Date.now(), Math.random()));
  }
  void step();
  onScopeDispose(() => {
    stopped = true;
    clearTimeout(timer);
  });
  return state;
}
