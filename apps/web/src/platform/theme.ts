import { readonly, ref } from 'vue';
import { remember } from './storage';

export type Theme = 'light' | 'dark';
const theme = ref<Theme>(
  typeof document !== 'undefined' && document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light',
);
export const currentTheme = readonly(theme);

/** Sets the theme before the next frame and keeps it for the next visit. */
export function setTheme(next: Theme): void {
  theme.value = next;
  document.documentElement.dataset['theme'] = next;
  // Element Plus looks for this class.
  document.documentElement.classList.toggle('dark', next === 'dark');
  remember('local', 'theme', next);
}
export const reducedMotion = (): boolean =>
  typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;
