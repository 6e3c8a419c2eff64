import { reactive, readonly } from 'vue';

type LiveState = { status: 'connecting' | 'live' | 'stale'; asOf: string | null; outdated: boolean };
const state = reactive<LiveState>({ status: 'connecting', asOf: null, outdated: false });

/** What the live indicator shows: whether the screen follows, and when it last did. */
export const liveState = {
  now: readonly(state),
  fresh(asOf: string): void {
    state.status = 'live';
    state.asOf = asOf;
  },
  lost(): void {
    if (state.status === 'live') state.status = 'stale';
  },
  /** False: the server speaks a newer protocol than this page. */
  speaks(same: boolean): void {
    state.outdated = !same;
  },
};
