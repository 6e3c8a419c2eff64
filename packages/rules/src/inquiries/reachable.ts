/** Fewer digits than this reach nobody, in no country. */
const FEWEST_DIGITS = 5;

/** Whether a buyer left anything to answer to: an address, or a number that could be called. */
export const isReachable = ({ email, phone }: { email: string; phone: string }): boolean =>
  email.trim() !== '' || phone.replace(/\D/g, '').length >= FEWEST_DIGITS;
