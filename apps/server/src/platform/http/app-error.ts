import { PROBLEMS, type ProblemCode } from '@tallyboard/contracts/problems';

/** A refusal: a code of the catalogue and what the reader needs to understand or mend it. Not a fault of ours. */
export class AppError extends Error {
  readonly status: number;
  constructor(
    readonly code: ProblemCode,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(code);
    this.status = PROBLEMS[code];
  }
}
