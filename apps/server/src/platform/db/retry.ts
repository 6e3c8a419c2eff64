import { QueryFailedError } from 'typeorm';
import { AppError } from '../http/app-error.js';

/** Serialization failure, deadlock, lock not available: the same work done again usually succeeds. */
const TRANSIENT = new Set(['40001', '40P01', '55P03']);
/** The server is not there, shuts down, is full or out of connections. */
const UNAVAILABLE = /^(08|53|57P|ECONN|ETIMEDOUT|EPIPE)/;

export const sqlState = (error: unknown): string | null => {
  const driver =
    error instanceof QueryFailedError
      ? (error.driverError as { code?: string } | undefined)
      : (error as { code?: string } | undefined);
  return typeof driver?.code === 'string' ? driver.code : null;
};
export const constraintOf = (error: unknown): string | null =>
  error instanceof QueryFailedError
    ? ((error.driverError as unknown as { constraint?: string }).constraint ?? null)
    : null;
export const isUniqueViolation = (error: unknown, constraint: string): boolean =>
  sqlState(error) === '23505' && constraintOf(error) === constraint;

/** Is the database away, rather than the request wrong? */
export function isUnavailable(error: unknown): boolean {
  const state = sqlState(error);
  if (state && UNAVAILABLE.test(state)) return true;
  return (
    error instanceof Error &&
    /(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error)/.test(
      error.message,
    )
  );
}

/** Runs again what failed for a passing reason, up to three times with a little jitter. */
export async function retryTransient<T>(
  work: () => Promise<T>,
  again: (error: unknown) => boolean = () => false,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const state = sqlState(error);
      const passing = (state !== null && TRANSIENT.has(state)) || again(error);
      if (!passing) throw error;
      if (attempt >= 4) throw new AppError('request.busy', { retryAfter: 1 });
      await new Promise((go) => setTimeout(go, 5 + Math.random() * 20 * attempt));
    }
  }
}
