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
/** Names under which anybody may register, of the countries we sell to that have a second level; like a bare `com` they are nobody's. */
const PUBLIC_SUFFIXES: ReadonlySet<string> = new Set([
  ...['ac.ae', 'co.ae', 'gov.ae', 'net.ae', 'org.ae', 'com.ar', 'net.ar', 'org.ar', 'co.at', 'or.at'],
  ...['com.au', 'edu.au', 'gov.au', 'id.au', 'net.au', 'org.au', 'com.bd', 'com.br', 'ind.br', 'net.br', 'org.br'],
  ...['ac.cn', 'com.cn', 'edu.cn', 'gov.cn', 'net.cn', 'org.cn', 'com.co', 'net.co', 'com.de', 'com.eg', 'com.es'],
  ...['nom.es', 'org.es', 'asso.fr', 'com.fr', 'com.hk', 'net.hk', 'org.hk', 'co.id', 'or.id', 'web.id', 'ac.il'],
  ...['co.il', 'org.il', 'ac.in', 'co.in', 'firm.in', 'gov.in', 'net.in', 'org.in', 'ac.jp', 'co.jp', 'go.jp'],
  ...['ne.jp', 'or.jp', 'co.ke', 'ac.kr', 'co.kr', 'go.kr', 'ne.kr', 'or.kr', 're.kr', 'co.ma', 'com.mx', 'net.mx'],
  ...['org.mx', 'com.my', 'net.my', 'org.my', 'com.ng', 'co.nz', 'net.nz', 'org.nz', 'com.pe', 'com.ph', 'net.ph'],
  ...['com.pk', 'biz.pl', 'com.pl', 'net.pl', 'org.pl', 'com.pt', 'com.ro', 'com.ru', 'org.ru', 'com.sa', 'net.sa'],
  ...['com.sg', 'net.sg', 'org.sg', 'ac.th', 'co.th', 'in.th', 'or.th', 'com.tr', 'net.tr', 'org.tr', 'com.tw'],
  ...['net.tw', 'org.tw', 'com.ua', 'ac.uk', 'co.uk', 'gov.uk', 'ltd.uk', 'me.uk', 'net.uk', 'org.uk', 'plc.uk'],
  ...['com.vn', 'net.vn', 'org.vn', 'ac.za', 'co.za', 'net.za', 'org.za'],
]);
/** `sales.example.com`, as it stands after the @. */
export const MAIL_DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]+$/;
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

/** `com`, `co.uk`: what others register their domains under. */
export const isPublicSuffix = (domain: string): boolean => !domain.includes('.') || PUBLIC_SUFFIXES.has(domain);

/**
 * The list as it is kept: each once, in order. Refuses `inquiries.free_mail_domain` and `inquiries.public_suffix`: they would turn away
 * buyers who write from there.
 */
export function decideOwnDomains(
  domains: readonly string[],
): Outcome<string[], 'inquiries.free_mail_domain' | 'inquiries.public_suffix'> {
  const suffix = domains.find(isPublicSuffix);
  if (suffix !== undefined) return refused('inquiries.public_suffix', { domain: suffix });
  const free = domains.find(isFreeMail);
  if (free !== undefined) return refused('inquiries.free_mail_domain', { domain: free });
  return decided([...new Set(domains)].sort());
}

/** Of the domains that people sign in with, those that are the company's. */
export const domainsOfPeople = (domains: readonly string[]): string[] =>
  [...new Set(domains.filter((d) => !isPublicSuffix(d) && !isFreeMail(d)))].sort();

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
