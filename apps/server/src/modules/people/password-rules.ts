import { AppError } from '../../platform/http/app-error.js';

const COMMON = [
  'password',
  'passw0rd',
  '12345678',
  '123456789',
  '1234567890',
  'qwertyuiop',
  'qwerty123',
  '11111111',
  '88888888',
  '66668888',
  'iloveyou',
  'admin123',
  'letmein1',
  'a1234567',
  'woaini1314',
  '5201314520',
  'tallyboard',
  'zxcvbnm1',
  'asdfghjkl',
  '1q2w3e4r',
  '147258369',
  '87654321',
  'abc12345',
  'waimao123',
];

/** Length is asked for by the contract; here what everybody guesses first: common passwords, one repeated letter, one's own name or address. */
export function refuseWeak(password: string, who: { email: string; name: string }): void {
  const low = password.toLowerCase();
  const mine = [who.email.split('@')[0]!, who.email, who.name].map((s) => s.toLowerCase()).filter((s) => s.length >= 3);
  if (COMMON.includes(low) || /^(.)\1+$/.test(low) || mine.some((s) => low === s || low === `${s}123`))
    throw new AppError('people.password_too_weak');
}
