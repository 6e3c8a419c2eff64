import { AppError } from '../../platform/http/app-error.js';

/** Whom a password is for: what whoever knows them would try first. */
export type PasswordOwner = {
  email: string;
  name: string;
  nameEn: string;
  organization: string;
  team: string;
};

/** What offices here use and lists from elsewhere do not have. */
const HABITS = [
  'woaini1314',
  'woaini520',
  'woaini1314520',
  '5201314520',
  '1314520520',
  'iloveyou1314',
  'dearbook',
  '111222tianya',
  'wojiushiwo',
  'admin888',
  'p@ssword',
  '66668888',
];
const PRODUCT = ['tallyboard', 'tally', '计功板', 'jigongban', 'waimao', '外贸'];
/** So many characters have to be left when every word about its owner is taken out. */
const OWN_AT_LEAST = 6;

let common: Promise<ReadonlySet<string>> | undefined;
/**
 * The passwords that leaked lists have most often: the 49,233 of `@zxcvbn-ts/language-common` (MIT), in lower case, without those that
 * are one pattern. Read at the first use: a start does not wait for it, and no page gets it.
 */
const commonPasswords = (): Promise<ReadonlySet<string>> =>
  (common ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set([...dictionary['passwords-common'], ...HABITS]),
  ));

/**
 * Refuses what is guessed first (`people.password_too_weak`): common passwords, one pattern over and over or along the alphabet, and
 * little more than the words about its owner. Length is asked for by the contract.
 */
export async function refuseWeak(password: string, owner: PasswordOwner): Promise<void> {
  const known = await commonPasswords();
  const low = password.normalize('NFKC').toLowerCase();
  const bare = lettersOf(low);
  const rest = wordsOf(owner).reduce((left, word) => left.replaceAll(word, ''), bare);
  const onlyAbout = rest !== bare && ([...rest].length < OWN_AT_LEAST || known.has(rest) || isPattern(rest));
  if (known.has(low) || known.has(bare) || isPattern(low) || onlyAbout) throw new AppError('people.password_too_weak');
}

const lettersOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** The longest first, so that a name is taken out before its parts. Two letters of Latin say nothing; two characters are a name. */
function wordsOf({ email, name, nameEn, organization, team }: PasswordOwner): string[] {
  const said = [name, nameEn, organization, team, email, email.split('@')[0]!];
  const words = said.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]).map(lettersOf);
  return [...new Set([...words, ...PRODUCT])]
    .filter((word) => word.length >= (/\p{Script=Han}/u.test(word) ? 2 : 3))
    .sort((a, b) => b.length - a.length);
}

/** `88888888`, `123123123`, `87654321`, `abcdefgh`. */
function isPattern(text: string): boolean {
  const steps = new Set([...text].slice(1).map((c, i) => c.codePointAt(0)! - [...text][i]!.codePointAt(0)!));
  const along = steps.size === 1 && Math.abs([...steps][0]!) === 1;
  return along || /^(.{1,4}?)\1{2,}$/u.test(text) || /^(.)\1+$/u.test(text);
}
