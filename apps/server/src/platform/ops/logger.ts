import { type DestinationStream, pino, type Logger as Pino } from 'pino';

/** Where and why, not with which values: the parameters and the `detail` of a failed statement are people's data. */
function plain(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return { type: error.name, message: error.message, stack: error.stack, code, constraint };
}

/** JSON lines with request, command and actor ids; never passwords, cookies, tokens or what a statement was given. */
export class Logger {
  private readonly pino: Pino;
  constructor(level: string, destination?: DestinationStream) {
    const options = {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: ['*.password', '*.token', '*.secret', '*.cookie'], censor: '***' },
      serializers: { error: plain },
    };
    this.pino = destination ? pino(options, destination) : pino(options);
  }
  debug(fields: object, message: string): void {
    this.pino.debug(fields, message);
  }
  info(fields: object, message: string): void {
    this.pino.info(fields, message);
  }
  warn(fields: object, message: string): void {
    this.pino.warn(fields, message);
  }
  error(fields: object, message: string): void {
    this.pino.error(fields, message);
  }
}
