/** How mail leaves: over which server, and from whom. */
export type MailSettings = { smtpUrl: string; from: string };

const ADDRESS = /^([^<>"\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/;

/** Both settings or neither; null means that links are handed over by people. What is wrong is complained of. */
export function mailSettings(
  { smtpUrl, from, publicUrl }: { smtpUrl: string | null; from: string | null; publicUrl: string | null },
  complain: (what: string) => void,
): MailSettings | null {
  if (smtpUrl && !from)
    complain('SMTP_URL is set but MAIL_FROM is not: say from whom mails come, e.g. Tallyboard <board@example.com>');
  if (from && !smtpUrl) complain('MAIL_FROM is set but SMTP_URL is not: say over which server mails go');
  if (from && !ADDRESS.test(from))
    complain('MAIL_FROM is not an address: board@example.com, or Tallyboard <board@example.com>');
  if (smtpUrl && !publicUrl) complain('SMTP_URL needs PUBLIC_URL: the links in a mail have to lead somewhere');
  return smtpUrl && from ? { smtpUrl, from } : null;
}
