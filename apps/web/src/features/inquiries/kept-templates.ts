/** A template of the pool as it is put into a reply: its edition, and its text with what it leaves open. */
export type Template = { itemId: string; revision: number; title: string; body: string };

/** What this browser kept of those that were put into a reply that is not sent yet; nothing where it kept nonsense. */
export function keptTemplates(kept: string | null): Template[] {
  try {
    const list: unknown = JSON.parse(kept ?? '[]');
    return Array.isArray(list) ? list.filter(isTemplate) : [];
  } catch {
    return [];
  }
}
function isTemplate(x: unknown): x is Template {
  const { itemId, revision, title, body } = (x ?? {}) as Partial<Template>;
  return [itemId, title, body].every((s) => typeof s === 'string') && typeof revision === 'number';
}
