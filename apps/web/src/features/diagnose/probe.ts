import { platformApi } from '@tallyboard/contracts/platform';
import { call } from '../../platform/call';
import type { Findings } from './findings';

const PATIENCE_MS = 6_000;
const SOCKETS = '/socket.io/?EIO=4&transport=';

/** Finds out all there is to find out, at once. */
export async function probe(): Promise<Findings> {
  const { origin, host, hostname, protocol } = location;
  const askedAt = Date.now();
  const asking = call(platformApi.diagnose, { origin }).then(
    (answer) => ({ server: answer.ok ? answer.reply : null, answeredAt: Date.now() }),
    () => ({ server: null, answeredAt: Date.now() }),
  );
  const [answer, upgrade, socketPath, theirs] = await Promise.all([
    asking,
    tryUpgrade(),
    reachesSockets(),
    buildOfServer(),
  ]);
  const mine = buildIn(document);
  return {
    page: { origin, host, hostname, https: protocol === 'https:' },
    askedAt,
    ...answer,
    upgrade,
    socketPath,
    build: { mine, theirs: theirs ?? mine },
  };
}

/** A websocket that the server opens for anybody and closes at once. */
function tryUpgrade(): Promise<boolean> {
  return new Promise((done) => {
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}${SOCKETS}websocket&trial=1`);
    const late = setTimeout(() => done(false), PATIENCE_MS);
    const end = (passed: boolean) => (): void => {
      clearTimeout(late);
      done(passed);
    };
    socket.onopen = end(true);
    socket.onerror = end(false);
  });
}

/** What only our server says to a transport it does not have. */
async function reachesSockets(): Promise<boolean> {
  const answer = await fetch(`${SOCKETS}polling`, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) })
    .then((res) => res.json() as Promise<{ code?: unknown }>)
    .catch(() => null);
  return answer?.code === 0;
}

/** The name of the script a page starts with: every build has its own. */
const buildIn = (page: Document): string =>
  /-([\w-]{6,})\.js$/.exec(page.querySelector('script[type=module][src]')?.getAttribute('src') ?? '')?.[1] ?? '';

async function buildOfServer(): Promise<string | null> {
  const html = await fetch('/', { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) })
    .then((res) => (res.ok ? res.text() : null))
    .catch(() => null);
  return html === null ? null : buildIn(new DOMParser().parseFromString(html, 'text/html'));
}
