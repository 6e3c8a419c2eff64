import type { CaseOrder } from './case-order.js';
import type { ItemText, ItemType } from './item.js';
import { NO_RETROSPECTIVE } from './retrospective.js';

/** What a case may become, so that the next order goes by it (S17). */
export const OFFSHOOT_TYPES = ['checklist', 'template', 'market_report'] as const satisfies ItemType[];
export type OffshootType = (typeof OFFSHOOT_TYPES)[number];

/** What a case gives to the item that is made of it: the beginning of a draft, for its author to go on with. */
export function offshootOf(text: ItemText, order: CaseOrder | null, type: OffshootType): ItemText {
  const { profile, approach, breakthrough, improvement, problemStage } = text.retrospective ?? NO_RETROSPECTIVE;
  const parts = {
    checklist: [improvement, approach, breakthrough].map(asChecks),
    template: [approach || improvement],
    market_report: [profile, approach, breakthrough, improvement],
  }[type];
  const said = parts.map((p) => p.trim()).filter((p) => p !== '');
  return {
    title: text.title,
    body: (said.length > 0 ? said : [text.body]).join('\n\n'),
    language: text.language,
    market: text.market ?? order?.country ?? null,
    stage: problemStage ?? text.stage,
    retrospective: null,
  };
}

/** Each line as something to be ticked off. */
const asChecks = (said: string): string =>
  said
    .split('\n')
    .map((line) => line.replace(/^\s*([-*+]|\d+[.)、])?\s*(\[[ xX]\]\s*)?/, '').trim())
    .filter((line) => line !== '')
    .map((line) => `- [ ] ${line}`)
    .join('\n');
