export type Option = { value: string; label: string };

/** What is found by name or code; what is chosen stays, since it is drawn by its name. Names that begin so come first. */
export function optionsFor(options: readonly Option[], chosen: readonly string[], sought: string): Option[] {
  const q = sought.trim().toLowerCase();
  if (!q) return [...options];
  const rank = ({ value, label }: Option): number => {
    const name = label.toLowerCase();
    if (value.toLowerCase() === q) return 0;
    if (name.startsWith(q)) return 1;
    return name.includes(q) ? 2 : 3;
  };
  const found = options.filter((o) => rank(o) < 3).sort((a, b) => rank(a) - rank(b));
  return [...found, ...options.filter((o) => rank(o) === 3 && chosen.includes(o.value))];
}
