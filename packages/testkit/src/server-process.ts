import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How to start a server for a test. */
export interface ServerOptions {
  /** Environment on top of this process's own; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly args?: readonly string[];
  readonly cwd?: string;
  /** How long it may take to say that it is ready. */
  readonly readyWithinMs?: number;
}

const running = new Set<ChildProcess>();
// However this process ends, no server outlives it. (When it is killed, the closed IPC channel tells the server.)
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * A built server in a process of its own, to be stopped, killed and started again. It is ready when it prints one
 * line of JSON on stdout which contains `"ready"` and its `url`.
 */
export class ServerProcess {
  /** Everything it printed, over all restarts. */
  readonly stdout: string[] = [];
  readonly stderr: string[] = [];
  readonly #entry: string;
  readonly #options: ServerOptions;
  #child: ChildProcess | undefined;
  #gone: Promise<number | NodeJS.Signals> = Promise.resolve(0);
  #url = '';

  private constructor(entry: string, options: ServerOptions) {
    this.#entry = entry;
    this.#options = options;
  }

  /** Starts `entry` (a built main.js) and waits until it is ready. */
  static async start(entry: string, options: ServerOptions = {}): Promise<ServerProcess> {
    const server = new ServerProcess(entry, options);
    await server.#launch();
    return server;
  }

  /** Where it answers. */
  get url(): string {
    return this.#url;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Exit code or signal of the process as it ends. */
  get gone(): Promise<number | NodeJS.Signals> {
    return this.#gone;
  }

  /** Sends a signal, by default the one that cannot be caught; with that, waits until the process is gone. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.#child?.kill(signal);
    if (signal === 'SIGKILL') await this.#gone;
  }

  /** Ends it in order and returns its exit code; kills it if it does not end in time. */
  async stop(withinMs = 15_000): Promise<number | NodeJS.Signals> {
    this.#child?.kill('SIGTERM');
    const late = setTimeout(() => this.#child?.kill('SIGKILL'), withinMs);
    const outcome = await this.#gone;
    clearTimeout(late);
    return outcome;
  }

  /** Stops it if it runs, and starts it with the same settings. */
  async restart(): Promise<void> {
    if (this.#child && running.has(this.#child)) await this.stop();
    await this.#launch();
  }

  async #launch(): Promise<void> {
    const { env, args = [], cwd, readyWithinMs = 60_000 } = this.#options;
    const merged = Object.fromEntries(
      Object.entries({ ...process.env, ...env }).filter(([, value]) => value !== undefined),
    );
    const child = fork(this.#entry, [...args], {
      env: merged,
      ...(cwd ? { cwd } : {}),
      execArgv: ['--enable-source-maps'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    running.add(child);
    this.#gone = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        running.delete(child);
        resolve(code ?? signal ?? 0);
      });
    });
    const from = this.stderr.length;
    createInterface(child.stderr!).on('line', (line) => this.stderr.push(line));
    const ready = new Promise<string>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`${this.#entry} was not ready within ${readyWithinMs} ms`)),
        readyWithinMs,
      );
      createInterface(child.stdout!).on('line', (line) => {
        this.stdout.push(line);
        const url = readyUrl(line);
        if (url === undefined) return;
        clearTimeout(late);
        resolve(url);
      });
      child.once('error', reject);
      void this.#gone.then((outcome) => {
        clearTimeout(late);
        reject(
          new Error(`${this.#entry} ended with ${outcome} before it was ready:\n${this.stderr.slice(from).join('\n')}`),
        );
      });
    });
    try {
      this.#url = await ready;
    } catch (error) {
      await this.kill();
      throw error;
    }
  }
}

function readyUrl(line: string): string | undefined {
  if (!line.includes('"ready"')) return undefined;
  try {
    const said: unknown = JSON.parse(line);
    if (typeof said === 'object' && said !== null && 'url' in said && typeof said.url === 'string') return said.url;
  } catch {
    // A line that only looks like it.
  }
  return undefined;
}
