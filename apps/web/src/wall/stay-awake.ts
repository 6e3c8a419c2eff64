/** Keeps the screen on where the browser can (https or localhost); the lock is lost when the page is hidden, so it is asked for again. */
export function stayAwake(): void {
  // Not there over plain http, whatever the types say.
  const lock = (navigator as { wakeLock?: WakeLock }).wakeLock;
  const hold = (): void => {
    if (document.visibilityState === 'visible') lock?.request('screen').catch(() => undefined);
  };
  document.addEventListener('visibilitychange', hold);
  hold();
}
