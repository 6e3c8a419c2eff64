import { instantOf } from '@tallyboard/rules/time/wall-clock';
import { officeZone } from '../../platform/format';

/** The instant of "2026-11-25T14:30" as a field of the browser writes it, on the office's clock. */
export const officeInstant = (local: string): string =>
  new Date(instantOf(local.slice(0, 10), local.slice(11, 16), officeZone())).toISOString();
