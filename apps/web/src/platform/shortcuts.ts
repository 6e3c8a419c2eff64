import { onScopeDispose } from 'vue';

const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
const inDialog = (): boolean => document.querySelector('dialog[open], .el-overlay:not([style*="none"])') !== null;

/** "mod+k" is Ctrl on Windows and ⌘ on a Mac; plain keys do not fire while somebody types or a dialog is open. */
export function useShortcut(keys: string, act: (event: KeyboardEvent) => void): void {
  const wanted = keys.toLowerCase().split('+');
  const mod = wanted.includes('mod');
  const key = wanted.at(-1)!;
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    if (event.key.toLowerCase() !== key || (event.ctrlKey || event.metaKey) !== mod) return;
    if (inField(event.target) && !(mod && key === 'k')) return;
    if (inDialog() && !(mod && key === 'k')) return;
    event.preventDefault();
    act(event);
  };
  addEventListener('keydown', listen);
  onScopeDispose(() => removeEventListener('keydown', listen));
}
