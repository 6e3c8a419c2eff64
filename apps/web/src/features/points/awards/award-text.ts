import type { AwardCard, AwardDetail, IneligibleView, PlacedView } from '@tallyboard/contracts/awards';
import * as words from '@tallyboard/locale/award-words';
import { wording } from '../../../platform/i18n';

/** The words of awards in the reader's language. */
export const periodName = (card: Pick<AwardCard, 'periodKind' | 'period'>): string => words.periodName(wording(), card);
export const ruleOf = (detail: AwardDetail): string => words.awardRule(wording(), detail);
export const baseOf = (detail: AwardDetail): string => words.awardBase(wording(), detail);
export const figuresOf = (card: Pick<AwardCard, 'award'>, placed: PlacedView): string =>
  words.awardFigures(wording(), card, placed);
export const whyOut = (card: Pick<AwardCard, 'award'>, out: IneligibleView): string =>
  words.awardOut(wording(), card, out);
