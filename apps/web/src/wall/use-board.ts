import { businessDay } from '@tallyboard/rules/time/business-day';
import { LANE_OF } from '@tallyboard/rules/orders/stages';
import { io } from 'socket.io-client';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { boardOf, foldFrames, type Happening, type WallBoard } from './board';
import { advance, callOff, invite, NO_PARTY, reward } from './celebration';
import { WallFollow } from './follow';
import { freshness, NO_PULSE } from './freshness';
import { type Fresh, lanesOf, totalsOf } from './lanes';
import { isOutdated, reloadPage } from './reload';
import { server, type ThisDevice } from './server';
import { useAsked } from './use-asked';
import { useSecond } from './use-second';

/** A card that moved goes on top of its lane for so long. */
const FRESH_MS = 45_000;
/** What arrives later than this after it happened was caught up, not seen: it does not fly. */
const FLY_WITHIN_MS = 10_000;
const MAX_FLIGHTS = 6;
type Moved = Extract<Happening, { kind: 'moved' }>;

/** The board of a paired wall, followed for as long as the screen shows it. `shutOut` is called when the server wants us no more. */
export function useBoard(device: ThisDevice, shutOut: () => void, onFlight: (moved: Moved) => void) {
  const board = shallowRef<WallBoard | null>(null);
  const pulse = shallowRef(NO_PULSE);
  const party = shallowRef(NO_PARTY);
  const freshUntil = shallowRef<Readonly<Record<string, number>>>({});
  const fresh = shallowRef<Fresh>({});
  const gauge = useAsked(() => server.gauge(device.teamId));
  const honours = useAsked(() => server.honours(device.teamId));

  const socket = io({ transports: ['websocket'], reconnection: false, autoConnect: false, timeout: 8000 });
  const follow = new WallFollow(socket, {
    feed: `team:${device.teamId}`,
    load: async () => {
      const answer = await server.board(device.teamId);
      if (answer.kind === 'refused') void doubt();
      if (answer.kind !== 'reply') return null;
      board.value = boardOf(answer.reply);
      gauge.stir();
      honours.stir();
      return answer.reply;
    },
    apply: (frames) => {
      if (frames.some((f) => f.name.startsWith('inquiries.'))) gauge.stir();
      if (frames.some((f) => /^points\.(award|kudos)_/.test(f.name))) honours.stir();
      if (!board.value) return;
      const folded = foldFrames(board.value, frames);
      folded.happenings
        .filter((h) => h.kind === 'moved')
        .slice(-MAX_FLIGHTS)
        .forEach(show);
      board.value = folded.board;
      folded.happenings.forEach(celebrate);
    },
    pulse: (p) => (pulse.value = p),
    doubt: () => void doubt(),
    hello: (h) => isOutdated(h) && reloadPage(Date.now()),
  });

  /** Asks the server whether we are still this screen of this team. */
  async function doubt(): Promise<void> {
    const answer = await server.thisDevice();
    if (answer.kind === 'reply' && answer.reply.device?.teamId !== device.teamId) shutOut();
  }
  function show(moved: Moved): void {
    if (now.value - Date.parse(moved.at) > FLY_WITHIN_MS) return;
    fresh.value = { ...fresh.value, [LANE_OF[moved.to]]: moved.orderId };
    freshUntil.value = { ...freshUntil.value, [moved.orderId]: now.value + FRESH_MS };
    onFlight(moved);
  }
  function celebrate(h: Happening): void {
    if (h.kind === 'secured') {
      const { orderId: key, no, country, who, cmd, at } = h;
      const what = { kind: 'order' as const, key, no, country, who, cmd, grants: [] };
      party.value = invite(party.value, what, Date.parse(at), now.value);
    } else if (h.kind === 'awarded') {
      const { award, winners } = h.told;
      const what = { kind: 'award' as const, key: h.told.awardId, award, winners };
      party.value = invite(party.value, what, Date.parse(h.told.at), now.value);
    } else if (h.kind === 'granted') party.value = reward(party.value, h.cmd, h.grant);
    else if (h.kind === 'unsecured') party.value = callOff(party.value, h.orderId);
    party.value = advance(party.value, now.value);
  }

  const now = useSecond(() => {
    // The answer's date tells how the clocks stand now.
    void server.about().then(() => follow.wake());
  });
  const today = computed(() => businessDay(new Date(now.value).toISOString(), device.zone));
  watch(now, () => {
    party.value = advance(party.value, now.value);
    const still = Object.entries(fresh.value).filter(([, id]) => (freshUntil.value[id] ?? 0) > now.value);
    if (still.length < Object.keys(fresh.value).length) fresh.value = Object.fromEntries(still);
  });
  // A new day changes what is late, and a new quarter the league, without any fact.
  watch(today, () => {
    follow.refresh();
    // Asked who it is at least once a day, the server can give this screen the new cookie that it gets each week.
    void doubt();
  });
  follow.start();
  onScopeDispose(() => follow.stop());

  return {
    board,
    gauge: gauge.reply,
    honours: honours.reply,
    now,
    party,
    lanes: computed(() => (board.value ? lanesOf(board.value, today.value, fresh.value) : [])),
    totals: computed(() => board.value && totalsOf(board.value, today.value)),
    freshness: computed(() => freshness(pulse.value, Date.now() + 0 * now.value, now.value)),
  };
}
