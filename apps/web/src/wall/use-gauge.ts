import { onScopeDispose, shallowRef } from 'vue';
import { type Gauge, server } from './server';

const AT_MOST_EVERY_MS = 1000;

/** How buyers are answered, read again after `stir`, however often that is called. */
export function useGauge(teamId: string) {
  const gauge = shallowRef<Gauge | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  async function read(): Promise<void> {
    timer = undefined;
    const answer = await server.gauge(teamId);
    if (answer.kind === 'reply') gauge.value = answer.reply;
  }
  const stir = (): void => void (timer ??= setTimeout(() => void read(), AT_MOST_EVERY_MS));
  onScopeDispose(() => clearTimeout(timer));
  return { gauge, stir };
}
