/** What examples, compose files and tired people write; digits after it help nobody. */
const KNOWN =
  /^(change[-_ ]?(me|this|it)?|secret|notsecretkey|password|passw0rd|postgres(ql)?|tallyboard|admin|root|test|default|token|example|metrics|letmein|qwerty|abc)?[\d!]*$/i;
const ONE_LETTER = /^(.)\1*$/;

/** Why a secret is none: known to everybody, or guessed in no time. Null when there is nothing to say against it. */
export function weakness(secret: string, shortest: number): string | null {
  if (KNOWN.test(secret) || ONE_LETTER.test(secret)) return 'is one that everybody knows';
  return secret.length < shortest ? `is shorter than ${shortest} characters` : null;
}
