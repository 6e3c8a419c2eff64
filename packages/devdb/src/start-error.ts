/** Why the built-in database could not be brought up; stable names for logs, tests and exit messages. */
export type DatabaseStartCode =
  | 'unsupported_platform'
  | 'no_account'
  | 'binaries_unusable'
  | 'not_a_folder'
  | 'not_writable'
  | 'unreadable_data'
  | 'wrong_version'
  | 'wrong_password'
  | 'init_failed'
  | 'start_failed'
  | 'not_ready'
  | 'busy';

/** A start that failed for a reason the person at the keyboard can act on: print `message`, never the stack. */
export class DatabaseStartError extends Error {
  override readonly name = 'DatabaseStartError';
  readonly code: DatabaseStartCode;

  constructor(code: DatabaseStartCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The system's error name (`EACCES`, `ENOENT`, …) of something caught, if it has one. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
