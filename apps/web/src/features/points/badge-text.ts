import type { BadgeView } from '@tallyboard/contracts/points';
import { t } from '../../platform/i18n';

/** What a badge is called. */
export function badgeName(badge: BadgeView): string {
  switch (badge.kind) {
    case 'award':
      return t(`award.${badge.award}`);
    case 'level':
      return t('badge.level', { level: t(`level.${badge.level}`) });
    case 'streak':
      return t('badge.streak', { n: badge.weeks });
    case 'first':
      return t(`badge.${badge.first}`);
  }
}
/** One of each kind, and of each of their own. */
export const badgeKey = (badge: BadgeView): string =>
  [badge.kind, 'award' in badge ? badge.award : '', 'level' in badge ? badge.level : '']
    .concat('weeks' in badge ? String(badge.weeks) : '', 'first' in badge ? badge.first : '')
    .join('.');
