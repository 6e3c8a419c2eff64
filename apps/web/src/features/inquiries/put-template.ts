import { fillTemplate, type Placeholder } from '@tallyboard/rules/knowledge/template';
import type { ItemLanguage } from '@tallyboard/rules/knowledge/item';
import { countryName, personName } from '../../platform/format';

type Inquiry = {
  no: string;
  buyer: string;
  product: string;
  country: string | null;
};
type Known = {
  inquiry: Inquiry;
  contact: string;
  me: { name: string; nameEn: string };
};

/** A template with what is known of the inquiry. Names are told in its own language: the buyer reads it, not whoever sends it. */
export function filledFor(template: { body: string; language: ItemLanguage }, { inquiry, contact, me }: Known): string {
  const { no, buyer: customer, product, country } = inquiry;
  const { language } = template;
  const known: Record<Placeholder, string> = {
    ...{ customer, contact, product, no },
    country: country ? countryName(country, language) : '',
    me: personName(me, language),
  };
  return fillTemplate(template.body, known);
}

/** A text with a paragraph put where the cursor stands, in place of what was selected, and where the cursor is after it. */
export function putParagraph(text: string, from: number, to: number, piece: string): { text: string; at: number } {
  const [before, after] = [text.slice(0, from).trimEnd(), text.slice(to).trimStart()];
  const upTo = `${before}${before && '\n\n'}${piece.trim()}`;
  return { text: `${upTo}${after && '\n\n'}${after}`, at: upTo.length };
}
