import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { exitCodeOf, tieTo } from './processes.mjs';
import { CannotRun } from './tool-chain.mjs';

/**
 * Runs the built server until it ends and gives back its exit code. It runs in a process group of its own, so that
 * each signal reaches it exactly once, whether typed as Ctrl-C or sent to us; should we be killed ourselves, the
 * closed IPC channel tells it to stop.
 */
export function startServer(entry, { args = [], env = process.env, cwd, patienceMs = 30_000 } = {}) {
  if (!existsSync(entry))
    throw new CannotRun(`The server was not built: ${entry} is missing. Run \`npm run build\` to see why.`);
  return new Promise((resolve, reject) => {
    const server = spawn('node', ['--enable-source-maps', entry, ...args], {
      env,
      cwd,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    tieTo(server);
    const late = [];
    // One that hangs while stopping must not keep the terminal, nor the port, for ever.
    const endAtLast = () => late.push(setTimeout(() => server.kill('SIGKILL'), patienceMs).unref());
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, endAtLast);
    server.once('error', reject);
    server.once('close', (code, signal) => {
      late.forEach(clearTimeout);
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, endAtLast);
      resolve(code ?? exitCodeOf(signal));
    });
  });
}
