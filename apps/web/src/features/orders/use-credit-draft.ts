import { computed, ref, watch } from 'vue';
import type { FieldAnswer } from '../../ui/field-answer';
import { type CreditShare, creditKey, creditSum } from './order-form';

/** Sends the shares; `base` is what stood there when editing began. */
export type SaveCredit = (credit: CreditShare[], base: readonly CreditShare[]) => Promise<FieldAnswer>;

const copied = (shares: readonly CreditShare[]): CreditShare[] => shares.map((s) => ({ ...s }));

/**
 * Shares of an order while they are being edited: the order may be read again meanwhile, and nothing that was entered is lost; when a
 * colleague changed them, one chooses which stand.
 */
export function useCreditDraft(credit: () => readonly CreditShare[], save: () => SaveCredit) {
  const draft = ref<CreditShare[] | null>(null);
  const wrong = ref('');
  /** Who changed them while mine were entered; '' when unknown. */
  const changedBy = ref<string | null>(null);
  const busy = ref(false);
  let base: readonly CreditShare[] = [];

  const shares = computed<readonly CreditShare[]>(() => draft.value ?? credit());
  const changed = computed(() => draft.value !== null);
  const sum = computed(() => creditSum(shares.value.filter((s) => Number.isFinite(s.percent))));
  const whole = computed(() => shares.value.every((s) => Number.isInteger(s.percent) && s.percent >= 1));
  const ready = computed(() => shares.value.length === 0 || (whole.value && sum.value === 100));

  function takeBack(): void {
    draft.value = null;
    wrong.value = '';
    changedBy.value = null;
  }
  function edit(change: (shares: CreditShare[]) => void): void {
    if (draft.value === null) base = credit();
    const next = copied(shares.value);
    change(next);
    draft.value = next;
    wrong.value = '';
    if (creditKey(next) === creditKey(base)) takeBack();
  }
  async function commit(): Promise<void> {
    if (draft.value === null || !ready.value || busy.value) return;
    const sent = copied(draft.value);
    busy.value = true;
    const answer = await save()(sent, base).finally(() => (busy.value = false));
    const conflict = typeof answer !== 'string';
    wrong.value = conflict ? '' : answer;
    changedBy.value = conflict ? answer.changedBy : null;
    if (answer !== '') return;
    base = sent;
    // Edited on meanwhile: those are other shares, and are not thrown away.
    if (creditKey(shares.value) === creditKey(sent)) takeBack();
  }
  function useMine(): void {
    base = credit();
    changedBy.value = null;
    void commit();
  }
  // A colleague came to the same shares: nothing is left to save.
  watch(credit, (now) => draft.value && creditKey(now) === creditKey(draft.value) && !busy.value && takeBack());
  return { shares, changed, sum, whole, ready, wrong, changedBy, busy, edit, takeBack, commit, useMine };
}
