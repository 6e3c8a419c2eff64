import { shallowReactive } from 'vue';

/** `keys` are what does the same on the keyboard, as long as they do: empty when they would do something else by now. */
export type ToastAction = { label: () => string; keys?: () => string; run: () => void };
/** Its words are asked for whenever it is drawn, so that a toast speaks the language of now. `extra` comes later than the rest (points arrive after the move); `bad` is a refusal. */
export type Toast = { id: string; text: () => string; extra?: () => string; bad?: boolean; action?: ToastAction };

const LIFE_MS = 8000;
const KEEP = 3;
export const toasts = shallowReactive(new Map<string, Toast>());
const timers = new Map<string, ReturnType<typeof setTimeout>>();

export function dismissToast(id: string): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  toasts.delete(id);
}
/** Shows a toast, or changes the one with the same id and gives it its time again. */
export function showToast(toast: Toast): void {
  const before = toasts.get(toast.id);
  toasts.set(toast.id, { ...before, ...toast });
  clearTimeout(timers.get(toast.id));
  timers.set(
    toast.id,
    setTimeout(() => dismissToast(toast.id), LIFE_MS),
  );
  const oldest = [...toasts.keys()];
  for (const id of oldest.slice(0, Math.max(0, oldest.length - KEEP))) dismissToast(id);
}
