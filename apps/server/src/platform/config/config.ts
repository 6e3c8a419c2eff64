import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type MailSettings, mailSettings } from './mail-settings.js';
import { weakness } from './weak-secret.js';

/** The settings of one server, read once from the environment. */
export type Config = {
  port: number;
  host: string;
  /** Where the built-in database and secrets live. */
  dataDir: string;
  /** A Postgres server; null = the built-in one. */
  databaseUrl: string | null;
  /** Under which address people reach this server; null = whatever host they ask for, when that is this machine or its network. */
  publicUrl: string | null;
  /** Fill an empty database with the demo team. */
  demo: boolean;
  production: boolean;
  /** Reverse proxies in front whose X-Forwarded-For is believed. */
  proxyHops: number;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug';
  metricsToken: string | null;
  /** Where backups are kept, and for the built-in database the log since the oldest of them; null = only on demand. */
  backupDir: string | null;
  /** How many backups are kept there. */
  backupKeep: number;
  /** How mail leaves; null = it does not, and links are handed over by people. */
  mail: MailSettings | null;
};

export class ConfigError extends Error {
  constructor(readonly complaints: readonly string[]) {
    super(`The settings are wrong:\n${complaints.map((c) => `  - ${c}`).join('\n')}`);
  }
}

type Env = Readonly<Record<string, string | undefined>>;

/** Reads all settings and complains of all that are wrong at once. Secrets may be given as a file: NAME_FILE. */
export function readConfig(env: Env, root: string): Config {
  const complaints: string[] = [];
  const text = (name: string): string | null => {
    const value = env[name]?.trim();
    return value ? value : null;
  };
  const secret = (name: string): string | null => {
    const file = text(`${name}_FILE`);
    if (!file) return text(name);
    if (text(name)) complaints.push(`${name} and ${name}_FILE are both set; keep one`);
    try {
      return readFileSync(file, 'utf8').trim() || null;
    } catch {
      complaints.push(`${name}_FILE: ${file} cannot be read`);
      return null;
    }
  };
  const integer = (name: string, standard: number, min: number, max: number): number => {
    const value = text(name);
    if (value === null) return standard;
    if (/^\d{1,6}$/.test(value) && Number(value) >= min && Number(value) <= max) return Number(value);
    complaints.push(`${name}=${value} is not a whole number from ${min} to ${max}`);
    return standard;
  };
  const flag = (name: string, standard: boolean): boolean => {
    const value = text(name);
    if (value === null) return standard;
    if (/^(1|true|yes|on)$/i.test(value)) return true;
    if (!/^(0|false|no|off)$/i.test(value)) complaints.push(`${name}=${value} is neither 1 nor 0`);
    return false;
  };
  const url = (name: string, value: string | null, protocols: readonly string[]): string | null => {
    if (value === null) return null;
    try {
      if (protocols.includes(new URL(value).protocol)) return value;
    } catch {
      // Falls through to the complaint: the value itself may hold a password and is not repeated.
    }
    complaints.push(`${name} is not a ${protocols.map((p) => `${p}//`).join(' or ')} address`);
    return null;
  };

  const refuseWeak = (name: string, value: string | null, shortest: number): void => {
    const why = value === null ? null : weakness(value, shortest);
    if (why) complaints.push(`${name} ${why}; make one: openssl rand -hex 24`);
  };

  const databaseUrl = url('DATABASE_URL', secret('DATABASE_URL'), ['postgres:', 'postgresql:']);
  url('REDIS_URL', secret('REDIS_URL'), ['redis:', 'rediss:']);
  const production = env['NODE_ENV'] === 'production';
  if (production) {
    const { password } = new URL(databaseUrl ?? 'postgres://none');
    refuseWeak('The password in DATABASE_URL', password === '' ? null : decodeURIComponent(password), 8);
    refuseWeak('PGPASSWORD', text('PGPASSWORD'), 8);
  }
  const metricsToken = secret('METRICS_TOKEN');
  refuseWeak('METRICS_TOKEN', metricsToken, 16);
  const demo = flag('DEMO', databaseUrl === null && !production);
  if (demo && production)
    complaints.push('DEMO=1 is not for NODE_ENV=production: in the demo anybody may be anybody, its admin too');
  const level = text('LOG_LEVEL') ?? 'warn';
  const levels = ['fatal', 'error', 'warn', 'info', 'debug'] as const;
  if (!levels.some((l) => l === level)) complaints.push(`LOG_LEVEL=${level} is none of ${levels.join(', ')}`);
  const publicUrl = url('PUBLIC_URL', text('PUBLIC_URL'), ['http:', 'https:']);
  const smtp = {
    smtpUrl: url('SMTP_URL', secret('SMTP_URL'), ['smtp:', 'smtps:']),
    from: text('MAIL_FROM'),
    publicUrl,
  };
  const config: Config = {
    port: integer('PORT', 3000, 0, 65_535),
    host: text('HOST') ?? '127.0.0.1',
    dataDir: resolve(root, text('DATA_DIR') ?? '.data'),
    databaseUrl,
    publicUrl: publicUrl ? new URL(publicUrl).origin : null,
    demo,
    production,
    proxyHops: integer('PROXY_HOPS', 0, 0, 10),
    logLevel: levels.find((l) => l === level) ?? 'warn',
    metricsToken,
    backupDir: text('BACKUP_DIR') ? resolve(root, text('BACKUP_DIR')!) : null,
    backupKeep: integer('BACKUP_KEEP', 7, 1, 10_000),
    mail: mailSettings(smtp, (what) => complaints.push(what)),
  };
  if (complaints.length > 0) throw new ConfigError(complaints);
  return config;
}
