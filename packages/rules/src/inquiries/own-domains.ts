import { decided, type Outcome, refused } from '../outcome.js';

/** Where anybody has an address: it says nothing about whom they work for. */
const FREE_MAIL: ReadonlySet<string> = new Set([
  '126.com',
  '139.com',
  '163.com',
  '189.cn',
  '21cn.com',
  'aliyun.com',
  'aol.com',
  'daum.net',
  'fastmail.com',
  'foxmail.com',
  'free.fr',
  'gmail.com',
  'googlemail.com',
  'hanmail.net',
  'icloud.com',
  'laposte.net',
  'libero.it',
  'mac.com',
  'mail.com',
  'mail.ru',
  'me.com',
  'msn.com',
  'naver.com',
  'orange.fr',
  'proton.me',
  'protonmail.com',
  'qq.com',
  'rediffmail.com',
  'sina.cn',
  'sina.com',
  'sohu.com',
  't-online.de',
  'tom.com',
  'wanadoo.fr',
  'web.de',
  'yeah.net',
  'zoho.com',
]);
/** These have one for each country. */
const FREE_EVERYWHERE = /^(gmx|hotmail|live|outlook|yahoo|ymail|yandex)\.[a-z]{2,3}(\.[a-z]{2})?$/;

const isWithin = (domain: string, own: string): boolean => domain === own || domain.endsWith(`.${own}`);
/** The domain and those it lies in, without the top one: `a.b.de` → `a.b.de`, `b.de`. */
const lying = (domain: string): string[] => {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, i) => labels.slice(i).join('.'));
};

export const isFreeMail = (domain: string): boolean =>
  lying(domain).some((d) => FREE_MAIL.has(d) || FREE_EVERYWHERE.test(d));

/** The list as it is kept: each once, in order. Refuses `inquiries.free_mail_domain`: it would turn away buyers who write from there. */
export function decideOwnDomains(domains: readonly string[]): Outcome<string[], 'inquiries.free_mail_domain'> {
  const free = domains.find(isFreeMail);
  if (free !== undefined) return refused('inquiries.free_mail_domain', { domain: free });
  return decided([...new Set(domains)].sort());
}

/** Of the domains that people sign in with, those that are the company's. */
export const domainsOfPeople = (domains: readonly string[]): string[] =>
  [...new Set(domains.filter((d) => d.includes('.') && !isFreeMail(d)))].sort();

/** Whether an address lies in one of the company's domains or below it. It is the company that writes then, and no buyer (INQ-01). */
export function isOwnAddress(email: string, own: readonly string[]): boolean {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  return email.includes('@') && own.some((o) => isWithin(domain, o));
}

/**
 * What a corrected address makes of an inquiry. That it came from inside is seen at once; that it did not after all only a manager may say
 * by a correction, since it may earn points then.
 */
export const internalAfter = (before: boolean, isOwn: boolean, byManager: boolean): boolean =>
  isOwn || (before && !byManager);
