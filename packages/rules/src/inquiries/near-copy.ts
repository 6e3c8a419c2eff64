import { likeness } from '../text/likeness.js';

/** INQ-01: an answer that is nearly one of the author's last three earns nothing. */
export const COPY_LIKENESS = 0.9;
export const COPIES_LOOKED_AT = 3;
export const isCopy = (text: string, earlier: readonly string[]): boolean =>
  earlier.slice(0, COPIES_LOOKED_AT).some((other) => likeness(text, other) >= COPY_LIKENESS);
