/** What a rule answers: the decided value, or a refusal by problem code with what the reader needs to mend it. */
export type Outcome<T, Code extends string = string> = { ok: true; value: T } | Refusal<Code>;
export type Refusal<Code extends string = string> = {
  ok: false;
  code: Code;
  details?: Readonly<Record<string, unknown>>;
};

export const decided = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
export const refused = <Code extends string>(code: Code, details?: Readonly<Record<string, unknown>>): Refusal<Code> =>
  details ? { ok: false, code, details } : { ok: false, code };
