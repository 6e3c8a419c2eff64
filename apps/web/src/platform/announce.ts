let region: HTMLElement | null = null;

/** Says something to screen readers, politely. The same sentence twice is said twice. */
export function announce(text: string): void {
  if (!region) {
    region = document.createElement('div');
    region.setAttribute('role', 'status');
    region.setAttribute('aria-live', 'polite');
    region.className = 'visually-hidden';
    document.body.append(region);
  }
  const place = region;
  place.textContent = '';
  requestAnimationFrame(() => {
    place.textContent = text;
  });
}
