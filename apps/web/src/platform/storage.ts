/** Browser storage that may be shut (private mode, full disk): then nothing is kept, and nothing breaks. */
export function remember(store: 'local' | 'session', key: string, value: string | null): void {
  try {
    const place = store === 'local' ? localStorage : sessionStorage;
    if (value === null) place.removeItem(`tallyboard.${key}`);
    else place.setItem(`tallyboard.${key}`, value);
  } catch {
    // Not kept; the caller has the value in memory.
  }
}
export function recall(store: 'local' | 'session', key: string): string | null {
  try {
    return (store === 'local' ? localStorage : sessionStorage).getItem(`tallyboard.${key}`);
  } catch {
    return null;
  }
}
