import type { Diagnosis } from '@tallyboard/contracts/platform';

/** What was found out; nothing of it is judged yet. Instants are milliseconds of this device's clock. */
export type Findings = {
  page: { origin: string; host: string; hostname: string; https: boolean };
  /** Null when the interface did not answer. */
  server: Diagnosis | null;
  askedAt: number;
  answeredAt: number;
  upgrade: boolean;
  /** Does a plain request to the path of the sockets reach the server? */
  socketPath: boolean;
  /** The scripts of this page, and of the one that the server gives out now. */
  build: { mine: string; theirs: string };
};
