import { t } from '../platform/i18n';

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
const isField = (x: unknown): x is Field =>
  x instanceof HTMLInputElement || x instanceof HTMLSelectElement || x instanceof HTMLTextAreaElement;
/** The fields that carry a sentence of ours. */
const told = new WeakSet<Field>();

function clear(field: Field): void {
  if (!told.delete(field)) return;
  field.setCustomValidity('');
  field.removeAttribute('aria-invalid');
}
/** Why the browser does not take what stands in the field, in the language of the screen; '' when it does. */
function reason(field: Field): string {
  const { valid, valueMissing, typeMismatch, tooShort, rangeUnderflow, rangeOverflow } = field.validity;
  if (valid) return '';
  if (valueMissing) return t(field instanceof HTMLSelectElement ? 'app.invalid_choose' : 'app.invalid_missing');
  if (typeMismatch && (field as HTMLInputElement).type === 'email') return t('app.invalid_email');
  if (tooShort) return t('app.invalid_short', { n: (field as HTMLInputElement).minLength });
  const { min, max } = field as HTMLInputElement;
  if ((rangeUnderflow || rangeOverflow) && min && max) return t('app.invalid_range', { min, max });
  return t('app.invalid_value');
}

/**
 * Lets every form on the page speak the app's language: the browser still checks, stops the submit, moves the focus and shows its
 * bubble, but the sentence is ours, and the field is marked as invalid until it is changed.
 */
export function useOwnValidation(): void {
  const invalid = ({ target }: Event): void => {
    if (!isField(target)) return;
    clear(target);
    const text = reason(target);
    if (!text) return;
    told.add(target);
    target.setCustomValidity(text);
    target.setAttribute('aria-invalid', 'true');
  };
  const changed = ({ target }: Event): void => {
    if (isField(target)) clear(target);
  };
  // Enter in a field is a click on the submit button too. What was filled in by us, not typed, must not stay refused.
  const clicked = ({ target }: Event): void => {
    const button = target instanceof Element ? target.closest('button') : null;
    for (const field of button?.form?.elements ?? []) if (isField(field)) clear(field);
  };
  document.addEventListener('invalid', invalid, true);
  document.addEventListener('input', changed, true);
  document.addEventListener('change', changed, true);
  document.addEventListener('click', clicked, true);
}
