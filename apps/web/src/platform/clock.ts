import { readonly, ref } from 'vue';

/** Above this the difference is the office computer's clock, not the network. */
const TOLERATED_MS = 1500;
let offsetMs = 0;

/** Learns the server's time from an answer's `Date` header, which has whole seconds. */
export function noteServerTime(header: string | null, sentAt: number, receivedAt: number): void {
  const server = header === null ? Number.NaN : Date.parse(header);
  if (Number.isNaN(server) || receivedAt - sentAt > 2000) return;
  const offset = server + 500 - (sentAt + receivedAt) / 2;
  offsetMs = Math.abs(offset) < TOLERATED_MS ? 0 : offset;
}
export const serverNow = (): Date => new Date(Date.now() + offsetMs);
export const nowInstant = (): string => serverNow().toISOString();

const minute = ref(nowInstant());
setInterval(() => {
  minute.value = nowInstant();
}, 20_000);
/** The present, to the third of a minute: enough for ages and days, cheap enough for every card. */
export const present = readonly(minute);
