/** What may be in what we ship, and why. A licence that is not here fails the build until somebody has read it. */
export const ALLOWED: Readonly<Record<string, string>> = {
  MIT: 'keep the notice',
  ISC: 'keep the notice',
  '0BSD': 'nothing asked',
  'MIT-0': 'nothing asked',
  'BSD-2-Clause': 'keep the notice',
  'BSD-3-Clause': 'keep the notice, no endorsement',
  'Apache-2.0': 'keep the notice; a patent licence comes with it',
  'BlueOak-1.0.0': 'keep the notice',
  'CC0-1.0': 'nothing asked: a list, an algorithm',
  Unlicense: 'nothing asked',
  Zlib: 'keep the notice, no false origin',
  'Python-2.0': 'keep the notice',
  'PSF-2.0': 'keep the notice',
  'OFL-1.1': 'fonts: may be shipped with a program, not sold by themselves',
  PostgreSQL: 'keep the notice: the built-in database',
  'MPL-2.0': 'used unchanged as a file of its own',
};

/** Packages that say it in the old way, or only in a file beside: what they say, read by a person. */
export const READ_BY_HAND: Readonly<Record<string, string>> = {
  busboy: 'MIT',
  'png-js': 'MIT',
  streamsearch: 'MIT',
  'xmlhttprequest-ssl': 'MIT',
};

/** Is an SPDX expression covered? Of `A OR B` one is enough, of `A AND B` both are needed; anything else is not understood, so no. */
export function isAllowed(expression: string): boolean {
  const bare = expression.trim().replace(/^\((.*)\)$/, '$1');
  if (/[()]/.test(bare)) return false;
  return bare
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((name) => Object.hasOwn(ALLOWED, name.trim())));
}
