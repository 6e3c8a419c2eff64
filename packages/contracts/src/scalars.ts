import { CURRENCIES, MAX_MINOR } from '@tallyboard/rules/money/money';
import { isDay } from '@tallyboard/rules/time/business-day';
import { z } from 'zod';

/** The small types every contract is made of. */
export const id = z.uuid();
export const instant = z.iso.datetime({ offset: false });
/** A calendar day that exists. */
export const day = z.string().refine(isDay, { error: 'not_a_day' }).meta({ format: 'date' });
export const country = z.string().regex(/^[A-Z]{2}$/);
export const currency = z.enum(CURRENCIES as [string, ...string[]]);
/** Minor units of the currency beside it. */
export const minor = z.int().min(0).max(MAX_MINOR);
export const version = z.int().min(1).max(2_000_000_000);

/** Text people type: trimmed, no control characters (Postgres refuses U+0000), no lone surrogates, bounded. */
export const text = (max: number) =>
  z
    .string()
    .max(max * 2)
    .refine((s) => s.isWellFormed() && !/[^\P{Cc}\t\n\r]/u.test(s), { error: 'not_text' })
    .transform((s) => s.trim())
    .pipe(z.string().max(max));
export const requiredText = (max: number) => text(max).pipe(z.string().min(1));
export const nothing = z.strictObject({});
