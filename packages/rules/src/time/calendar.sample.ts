import type { DayRule, Weekly, WorkCalendar } from './work-calendar.js';

const DAY = [{ from: '09:00', to: '18:00' }];
/** Monday to Friday, 09–18. */
export const WEEKDAYS_9_TO_18: Weekly = { 1: DAY, 2: DAY, 3: DAY, 4: DAY, 5: DAY, 6: [], 7: [] };

export const dayRule = (kind: DayRule['kind'], name: string): DayRule => ({
  kind,
  nameZh: name,
  nameEn: name,
  certainty: 'fixed',
  source: 'sample',
});

/** An office in Shanghai with the autumn of 2026 as it was announced, and every year of the tests covered. */
export const anOffice = (changes: Partial<WorkCalendar> = {}): WorkCalendar => ({
  id: 'ningbo',
  version: 3,
  zone: 'Asia/Shanghai',
  weekly: WEEKDAYS_9_TO_18,
  coveredYears: [2024, 2025, 2026, 2027, 2028, 2029, 2030],
  days: {
    '2026-10-01': dayRule('off', 'National Day'),
    '2026-10-02': dayRule('off', 'National Day'),
    '2026-10-10': dayRule('work', 'National Day, make-up workday'),
  },
  ...changes,
});
