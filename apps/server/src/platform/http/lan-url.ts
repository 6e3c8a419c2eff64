import { networkInterfaces } from 'node:os';
import type { Config } from '../config/config.js';

/** Under which address other machines of the office reach this server; null while it listens to this machine only. */
export function lanUrl(config: Pick<Config, 'host' | 'port' | 'publicUrl'>): string | null {
  if (config.publicUrl) return config.publicUrl;
  if (config.host === '127.0.0.1' || config.host === 'localhost' || config.host === '::1') return null;
  if (config.host !== '0.0.0.0' && config.host !== '::') return `http://${config.host}:${config.port}`;
  const own = Object.values(networkInterfaces())
    .flat()
    .find((a) => a && !a.internal && a.family === 'IPv4');
  return own ? `http://${own.address}:${config.port}` : null;
}
