import { pino, type Logger as Pino } from 'pino';

/** JSON lines with request, command and actor ids; never passwords, cookies or tokens. */
export class Logger {
  private readonly pino: Pino;
  constructor(level: string) {
    this.pino = pino({
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: ['*.password', '*.token', '*.secret', '*.cookie'], censor: '***' },
      serializers: { error: pino.stdSerializers.err },
    });
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
