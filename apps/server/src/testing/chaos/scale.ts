/** `pnpm chaos` asks for the whole promise; inside `npm test` a short version of the same runs. */
export const isFull = process.env['CHAOS'] === 'full';
export const scaled = <T>(short: T, full: T): T => (isFull ? full : short);
