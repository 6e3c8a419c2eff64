import type { TextArgs, TextKey } from '@tallyboard/locale/texts';
import type { Findings } from './findings';
import { CADDY, FORWARDED, NGINX, NTP } from './proxy-lines';

type DiagnoseKey = Extract<TextKey, `diagnose.${string}`>;
/** A text with what goes into its braces. */
export type Said = { [K in DiagnoseKey]: { key: K; args: TextArgs<K> } }[DiagnoseKey];
const say = <K extends DiagnoseKey>(key: K, ...args: TextArgs<K>): Said => ({ key, args }) as Said;

export const CHECKS = ['reach', 'upgrade', 'origin', 'https', 'hops', 'clock', 'database', 'build'] as const;
export type CheckId = (typeof CHECKS)[number];
/** `lines`: what to write, and into which file or setting. */
export type Mend = { text: Said; lines: readonly { of: string; text: string }[]; reload?: true; open?: string };
/** One thing that was tried: in order when there is nothing to mend. */
export type Check = { id: CheckId; says: Said; mend: Mend | null };

const DEVICE_CLOCK_MS = 30_000;
const DATABASE_CLOCK_MS = 5_000;
const seconds = (ms: number): number => Math.round(Math.abs(ms) / 1000);
const ok = (id: CheckId, says: Said): Check => ({ id, says, mend: null });
const setting = (name: string, value: string | number) => ({ of: 'env', text: `${name}=${value}` });

/** Of this machine, its network or without a dot: where the product says that plain http is enough. */
export const isOfficeHost = (hostname: string): boolean =>
  /^(localhost|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[?(::1|f[cd][0-9a-f]{2}:|fe80:))/i.test(
    hostname,
  ) || /^[a-z0-9-]+(\.(local|lan))?$/i.test(hostname);

/** A name of the office gets no certificate: there Caddy listens to all, unencrypted. */
const siteOf = (hostname: string): string => (isOfficeHost(hostname) ? ':80' : hostname);

/** What each finding means and how it is mended. Where the server does not answer at all, nothing else can be told. */
export function judge(found: Findings): Check[] {
  const { server, askedAt, answeredAt } = found;
  if (!server)
    return [{ id: 'reach', says: say('diagnose.reach_lost'), mend: { text: say('diagnose.reach_mend'), lines: [] } }];
  return [
    ok('reach', say('diagnose.reach_ok', { ms: Math.round(answeredAt - askedAt) })),
    upgrade(found),
    origin(found, server),
    https(found, server),
    hops(server),
    clock(found, server),
    database(server),
    build(found),
  ];
}
type Server = NonNullable<Findings['server']>;

function upgrade({ upgrade, socketPath, page }: Findings): Check {
  if (upgrade) return ok('upgrade', say('diagnose.upgrade_ok'));
  return socketPath
    ? {
        id: 'upgrade',
        says: say('diagnose.upgrade_stripped'),
        mend: { text: say('diagnose.upgrade_stripped_mend'), lines: [NGINX, CADDY(siteOf(page.hostname))] },
      }
    : {
        id: 'upgrade',
        says: say('diagnose.upgrade_lost'),
        mend: { text: say('diagnose.upgrade_lost_mend'), lines: [NGINX, CADDY(siteOf(page.hostname))] },
      };
}

function origin({ page: { origin, host } }: Findings, server: Server): Check {
  if (server.originAccepted) return ok('origin', say('diagnose.origin_ok', { origin }));
  const says = server.publicUrl
    ? say('diagnose.origin_other', { url: server.publicUrl, origin })
    : host === server.host
      ? say('diagnose.origin_unknown', { origin })
      : say('diagnose.origin_rewritten', { origin, host: server.host });
  const mend: Mend = { text: say('diagnose.origin_mend'), lines: [setting('PUBLIC_URL', origin)] };
  return { id: 'origin', says, mend: server.publicUrl ? { ...mend, open: server.publicUrl } : mend };
}

function https({ page }: Findings, { secure, publicUrl }: Server): Check {
  if (page.https && secure) return ok('https', say('diagnose.https_ok'));
  if (page.https)
    return {
      id: 'https',
      says: say('diagnose.https_unsaid'),
      mend: { text: say('diagnose.https_unsaid_mend'), lines: [setting('PUBLIC_URL', page.origin)] },
    };
  if (secure)
    return {
      id: 'https',
      says: say('diagnose.https_needed'),
      mend: {
        text: say('diagnose.https_needed_mend', { url: publicUrl ?? '' }),
        lines: [],
        ...(publicUrl && { open: publicUrl }),
      },
    };
  if (isOfficeHost(page.hostname)) return ok('https', say('diagnose.https_local'));
  return {
    id: 'https',
    says: say('diagnose.https_public', { host: page.hostname }),
    mend: {
      text: say('diagnose.https_public_mend'),
      lines: [CADDY(siteOf(page.hostname)), setting('PUBLIC_URL', `https://${page.hostname}`)],
    },
  };
}

function hops({ forwarded, trusted, address }: Server): Check {
  if (forwarded === trusted) return ok('hops', say('diagnose.hops_ok', { address }));
  if (forwarded > trusted)
    return {
      id: 'hops',
      says: say('diagnose.hops_few', { forwarded, trusted, address }),
      mend: { text: say('diagnose.hops_few_mend'), lines: [setting('PROXY_HOPS', forwarded)] },
    };
  return {
    id: 'hops',
    says: say('diagnose.hops_many', { forwarded, trusted }),
    mend: { text: say('diagnose.hops_many_mend'), lines: [FORWARDED, setting('PROXY_HOPS', forwarded)] },
  };
}

const databaseIsOff = ({ databaseAheadMs }: Server): boolean =>
  databaseAheadMs !== null && Math.abs(databaseAheadMs) > DATABASE_CLOCK_MS;

/** Against the middle of the question: half of the way is the answer's. */
function clock({ askedAt, answeredAt }: Findings, server: Server): Check {
  const ahead = Date.parse(server.now) - (askedAt + answeredAt) / 2;
  if (Math.abs(ahead) <= DEVICE_CLOCK_MS) return ok('clock', say('diagnose.clock_ok', { seconds: seconds(ahead) }));
  const says = say('diagnose.clock_off', { seconds: seconds(ahead) });
  return databaseIsOff(server)
    ? { id: 'clock', says, mend: { text: say('diagnose.clock_server_mend'), lines: [NTP] } }
    : { id: 'clock', says, mend: { text: say('diagnose.clock_device_mend'), lines: [] } };
}

function database(server: Server): Check {
  const { databaseAheadMs: ahead } = server;
  if (ahead === null)
    return {
      id: 'database',
      says: say('diagnose.database_lost'),
      mend: { text: say('diagnose.database_lost_mend'), lines: [] },
    };
  if (!databaseIsOff(server)) return ok('database', say('diagnose.database_ok', { ms: Math.abs(ahead) }));
  return {
    id: 'database',
    says: say('diagnose.database_off', { seconds: seconds(ahead) }),
    mend: { text: say('diagnose.database_off_mend'), lines: [NTP] },
  };
}

function build({ build: { mine, theirs } }: Findings): Check {
  if (mine === theirs) return ok('build', say('diagnose.build_ok'));
  return {
    id: 'build',
    says: say('diagnose.build_old', { mine, theirs }),
    mend: { text: say('diagnose.build_old_mend'), lines: [], reload: true },
  };
}
