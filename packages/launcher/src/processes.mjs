import { spawn } from 'node:child_process';

const shell = process.platform === 'win32';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const bornUnder = process.ppid;
const onOrphaned = new Set();

/** Whether whoever started us has died. */
export function parentIsGone() {
  // Only npm is watched: `nohup node run.mjs start &` typed into a shell is meant to outlive it.
  return process.env.npm_lifecycle_event !== undefined && process.ppid !== bornUnder;
}

/**
 * npm runs a script under `sh -c`. A SIGTERM to npm ends both of them and leaves us behind, with the port taken:
 * notice that, and end what we run.
 */
export function watchParent(everyMs = 300) {
  setInterval(() => {
    if (parentIsGone()) for (const end of onOrphaned) end();
  }, everyMs).unref();
}

/** Passes our signals, and the death of our parent, on to a child for as long as it lives. */
export function tieTo(child, { forward = SIGNALS } = {}) {
  const handlers = SIGNALS.map((signal) => [signal, () => forward.includes(signal) && child.kill(signal)]);
  for (const [signal, handler] of handlers) process.on(signal, handler);
  let told = false;
  const orphaned = () => {
    if (!told) child.kill('SIGTERM');
    told = true;
  };
  onOrphaned.add(orphaned);
  child.once('close', () => {
    for (const [signal, handler] of handlers) process.off(signal, handler);
    onOrphaned.delete(orphaned);
  });
}

/** Runs a command to its end with our terminal and gives back its exit code. */
export function runStep(command, args, { env, cwd }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, cwd, stdio: 'inherit', shell });
    // The terminal's own Ctrl-C reaches the whole group by itself; said twice, turbo would end hard.
    tieTo(child, { forward: process.stdin.isTTY ? ['SIGTERM', 'SIGHUP'] : SIGNALS });
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? exitCodeOf(signal)));
  });
}

/** The exit code by which shells report a signal. */
export function exitCodeOf(signal) {
  return 128 + ({ SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 0);
}
