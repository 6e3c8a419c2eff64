import { requestOf, API_BASE, type Endpoint } from '@tallyboard/contracts/endpoint';
import { capabilitiesOf, ROLES, WALL_CAPABILITIES } from '@tallyboard/rules/people/capabilities';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fingerprint } from './fingerprint.js';
import { CALLS } from './requests.js';
import type { Things } from './things.js';
import { type Actor, type TestServer } from './test-server.js';
import { someThings, TwoTeams, type Who } from './two-teams.js';

/**
 * Promise P21. Every endpoint as everybody, about things of the own team, of another, and about nothing: what is declared is what is
 * observed. Versions are wrong on purpose, so that an open door answers "stale" and the next one finds the same things.
 */
const NEVER = 1_999_999_999;
/** Ends the session that asks. */
const FINAL = new Set(['DELETE /session']);
/** Asking about these uses them up. */
const USED_UP = new Set([
  'DELETE /devices/:id',
  'DELETE /access/sessions/:id',
  'DELETE /invites/:id',
  'POST /invites/:id/link',
  'DELETE /resets/:id',
]);
/** The whole company finds a customer (decision 10) and reads the pool: of another team it is there, but changed only at home. */
const COMPANY_WIDE = new Set([
  'GET /customers/:id',
  'PATCH /customers/:id',
  'GET /knowledge/:id',
  'GET /knowledge/:id/editions/:revision',
  'GET /knowledge/:id/uses',
]);
/** Whoever reads an item of the pool may say so, and after a while whether it helped, or what is wrong with it: of another team’s they are told what is in the way. */
const OF_READERS: Readonly<Record<string, string>> = {
  'POST /knowledge/:id/votes': 'knowledge.not_read_yet',
  'DELETE /knowledge/:id/votes': 'knowledge.not_voted',
  'POST /knowledge/:id/flags': 'knowledge.not_opened',
  'PATCH /answers/:id': 'knowledge.answer_not_yours',
  'POST /answers/:id/withdraw': 'knowledge.answer_not_yours',
  'POST /answers/:id/acceptance': 'knowledge.not_asker',
  'DELETE /answers/:id/acceptance': 'knowledge.not_asker',
};
const READ_BY_ALL = new Set([
  'POST /knowledge/:id/open',
  'POST /knowledge/:id/answers',
  'POST /knowledge/:id/offshoots',
]);
/** What a request is about: an id in its path, or the team it names. */
const isAbout = (name: string): boolean =>
  /\/:(id|teamId|userId|orderId)\b/.test(name) || ['POST /invites', 'POST /pairings/approve'].includes(name);

let teams: TwoTeams;
let server: TestServer;
const missing = (): Things =>
  Object.fromEntries(
    Object.entries(teams.home.things).map(([key, value]) => [key, key.endsWith('Id') ? crypto.randomUUID() : value]),
  ) as Things;
const stale = (t: Things): Things => ({
  ...t,
  orderVersion: NEVER,
  heldVersion: NEVER,
  lostVersion: NEVER,
  customerVersion: NEVER,
  personVersion: NEVER,
  leaverVersion: NEVER,
  draftVersion: NEVER,
  askedItemVersion: NEVER,
  pooledVersion: NEVER,
  reviewVersion: NEVER,
  readVersion: NEVER,
  ownAnswerVersion: NEVER,
  resourceVersion: NEVER,
  pairingCode: 'BCDFGHJK',
  settings: { ...t.settings, version: NEVER },
});

beforeAll(async () => {
  teams = await TwoTeams.start();
  server = teams.server;
});
afterAll(() => server.stop());

const capabilities = (who: Who): ReadonlySet<string> =>
  who === 'nobody' ? new Set<string>() : who === 'wall' ? WALL_CAPABILITIES : capabilitiesOf([who]);
function declared(e: Endpoint, who: Who): 'open' | 'people.not_signed_in' | 'people.forbidden' {
  if (e.allow === 'public') return 'open';
  if (who === 'nobody') return 'people.not_signed_in';
  if (e.allow === 'session' || (e.allow === 'user' && who !== 'wall')) return 'open';
  return capabilities(who).has(e.allow) ? 'open' : 'people.forbidden';
}
async function ask(e: Endpoint, input: Record<string, unknown>, as: Actor | null): Promise<[number, string]> {
  const { path, body } = requestOf(e, input);
  const { status, problem } = await server.send(e.method, path.slice(API_BASE.length), body ?? undefined, {
    ...(as && { cookie: as.cookie }),
    ...(e.command && { 'idempotency-key': crypto.randomUUID() }),
  });
  return [status, status >= 400 ? problem.code : ''];
}

describe.each(['home', 'away'] as const)('asked from the %s team', (side) => {
  const WHO: readonly Who[] = [...ROLES, 'wall', 'nobody'];
  test.each(CALLS.filter((c) => !FINAL.has(c.name)).map((c) => [c.name, c] as const))(
    '%s',
    async (name, { endpoint, input }) => {
      const [own, other] = side === 'home' ? [teams.home, teams.away] : [teams.away, teams.home];
      const before = await fingerprint(server);
      const open: Who[] = [];
      for (const who of WHO) {
        const actor = own.actors.get(who)!;
        const says = declared(endpoint, who);
        if (says === 'open') open.push(who);
        if (says !== 'open') {
          const things = isAbout(name) ? [own.things, other.things, missing()] : [own.things];
          for (const about of things)
            expect([who, (await ask(endpoint, input(stale(about)), actor))[1]]).toEqual([who, says]);
        } else if (isAbout(name) && !READ_BY_ALL.has(name) && !capabilities(who).has('teams.all')) {
          const theirs = await ask(endpoint, input(stale(other.things)), actor);
          const nothing = await ask(endpoint, input(stale(missing())), actor);
          expect([who, nothing[0] === 404 || nothing[0] === 403, nothing[1]]).toEqual([who, true, nothing[1]]);
          if (COMPANY_WIDE.has(name) && name.startsWith('GET')) expect([who, theirs[0]]).toEqual([who, 200]);
          else if (name in OF_READERS) expect([who, theirs[1]]).toEqual([who, OF_READERS[name]]);
          else if (COMPANY_WIDE.has(name)) expect([who, theirs[1]]).toEqual([who, 'customers.not_your_team']);
          // What another team has is not told from what does not exist.
          else expect([who, theirs]).toEqual([who, nothing]);
        }
      }
      // Nothing of all this changed anything.
      expect(await fingerprint(server)).toEqual(before);
      for (const who of open) {
        const used = USED_UP.has(name) ? await someThings(server, own.manager, own.things) : own.things;
        const [status, code] = await ask(endpoint, input(stale(used)), own.actors.get(who)!);
        expect([who, status, code]).toEqual([who, expect.any(Number), expect.not.stringMatching(SHUT)]);
        expect([who, status < 500]).toEqual([who, true]);
        // Who may see all teams finds the other's things as well.
        if (isAbout(name) && capabilities(who).has('teams.all') && !USED_UP.has(name))
          expect([who, (await ask(endpoint, input(stale(other.things)), own.actors.get(who)!))[1]]).toEqual([
            who,
            expect.not.stringMatching(SHUT),
          ]);
      }
    },
  );
});

/** What a closed door says; everything else, a stale version or a wrong secret, was said behind it. */
const SHUT =
  /^(people\.(not_signed_in|forbidden|not_found|team_not_found|device_not_found)|orders\.not_found|customers\.(not_found|not_your_team)|points\.entry_not_found|access\.session_not_found|request\.not_found)$/;
