import { DatabaseStartError, startDatabase, type StartOptions } from '../src/embedded.js';

/** What the stand-in prints once it is up, or has failed. */
export type StandInReport =
  | { readonly url: string; readonly adopted: boolean; readonly home: string; readonly uid: number }
  | { readonly code: string; readonly message: string };

// A server reduced to its use of the database: starts it, says so in one line, stops it when told to.
const [dataDir = '', options = '{}'] = process.argv.slice(2);
const say = (report: StandInReport): void => void process.stdout.write(`${JSON.stringify(report)}\n`);
try {
  const database = await startDatabase(dataDir, JSON.parse(options) as StartOptions);
  say({ url: database.url, adopted: database.adopted, home: database.home, uid: process.getuid?.() ?? -1 });
  process.stdin.once('data', () => void database.stop().then(() => process.exit(0)));
} catch (error) {
  if (!(error instanceof DatabaseStartError)) throw error;
  say({ code: error.code, message: error.message });
  process.exitCode = 1;
}
