import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Problem, ProblemCode } from '@tallyboard/contracts/problems';
import { TRANSLATORS } from '@tallyboard/locale/translators';
import type { Response } from 'express';
import { isUnavailable, sqlState } from '../db/retry.js';
import { Logger } from '../ops/logger.js';
import { AppError } from './app-error.js';
import type { ServedRequest } from './request.js';

/** What the body parser and the router refuse before an endpoint is reached. */
const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  404: 'request.not_found',
  413: 'request.too_large',
  415: 'request.not_json',
};

/** Turns whatever went wrong into problem+json: a refusal by its code, bad input as such, our own faults without any of their inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const res = host.switchToHttp().getResponse<Response>();
    const req = host.switchToHttp().getRequest<ServedRequest>();
    const requestId = String(res.getHeader('x-request-id') ?? '');
    const refusal = this.refusal(error);
    if (refusal.code === 'internal')
      this.logger.error(
        {
          error,
          requestId,
          commandId: req.context?.command?.commandId,
          actorId: req.context?.principal?.id,
          // The pattern, not the path: that may hold somebody's one-time token.
          route: (req.route as { path?: string } | undefined)?.path ?? 'other',
        },
        'a request failed',
      );
    if (res.headersSent) return void res.end();
    if (typeof refusal.details['retryAfter'] === 'number')
      res.setHeader('Retry-After', String(refusal.details['retryAfter']));
    const title = TRANSLATORS[preferred(req.headers['accept-language'])](`problem.${refusal.code}`);
    const problem: Problem = {
      ...refusal.details,
      title,
      type: `urn:problem:${refusal.code}`,
      status: refusal.status,
      code: refusal.code,
      requestId,
    };
    res.status(refusal.status).type('application/problem+json').send(JSON.stringify(problem));
  }

  private refusal(error: unknown): AppError {
    if (error instanceof AppError) return error;
    if (isUnavailable(error) || sqlState(error) === '57014') return new AppError('request.busy', { retryAfter: 2 });
    // Text the database cannot hold: invalid input that got past a schema.
    if (/^22(P02|021|P05|003|001)$/.test(sqlState(error) ?? ''))
      return new AppError('validation.failed', { issues: [] });
    const status = error instanceof HttpException ? error.getStatus() : (error as { status?: unknown }).status;
    const code = typeof status === 'number' ? BY_STATUS[status] : undefined;
    if (code) return new AppError(code);
    if (typeof status === 'number' && status >= 400 && status < 500) return new AppError('request.malformed');
    return new AppError('internal');
  }
}

/** The language of the two that the caller likes better. */
function preferred(accept: string | undefined): 'zh-CN' | 'en' {
  const at = (language: RegExp): number => (accept ?? '').search(language);
  const [zh, en] = [at(/\bzh\b/i), at(/\ben\b/i)];
  return zh >= 0 && (en < 0 || zh < en) ? 'zh-CN' : 'en';
}
