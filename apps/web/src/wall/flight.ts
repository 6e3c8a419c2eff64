import type { Stage } from '@tallyboard/rules/orders/stages';

const FLY_MS = 600;
const GLOW_MS = 3000;
const calm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
const placeOf = (root: ParentNode, stage: Stage): Element | null => root.querySelector(`[data-stages~="${stage}"]`);

/** Lets the place glow where something arrived. */
function glow(place: Element): void {
  if (!place.isConnected) return;
  const accent = getComputedStyle(place).getPropertyValue('--accent');
  const from = {
    boxShadow: `0 0 0 .37vh ${accent}`,
    backgroundColor: `color-mix(in srgb, ${accent} 18%, transparent)`,
  };
  place.animate([from, { ...from, offset: 0.7 }, {}], { duration: GLOW_MS, easing: 'ease-out' });
}

/** A ghost of the card flies from its old stage to the new one; where motion is unwelcome, only the new place glows. */
export function fly(root: HTMLElement, card: { no: string; country: string; from: Stage; to: Stage }): void {
  const from = placeOf(root, card.from);
  const to = placeOf(root, card.to);
  if (!to) return;
  if (!from || calm()) return glow(to);
  const [a, b] = [from.getBoundingClientRect(), to.getBoundingClientRect()];
  const ghost = document.createElement('div');
  ghost.className = 'ghost';
  const country = document.createElement('small');
  country.textContent = card.country;
  ghost.append(country, card.no);
  root.append(ghost);
  const at = (r: DOMRect, scale: number): string => `translate(${r.left}px, ${r.top}px) scale(${scale})`;
  const steps = [
    { transform: at(a, 0.9), opacity: 0 },
    { transform: at(a, 1.08), opacity: 1, offset: 0.15 },
    { transform: at(b, 1.08), opacity: 1, offset: 0.85 },
    { transform: at(b, 0.9), opacity: 0 },
  ];
  const flight = ghost.animate(steps, { duration: FLY_MS, easing: 'cubic-bezier(.4,0,.2,1)' });
  flight.onfinish = flight.oncancel = () => {
    ghost.remove();
    glow(to);
  };
}
