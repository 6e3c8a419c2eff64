/** Points by the command that caused them, per person. They may arrive before the command's own answer does. */
const MOST = 50;
const caused = new Map<string, Map<string, number>>();

/** Notes points that a command caused and gives what it has caused so far. */
export function addCaused(commandId: string, ownerId: string, amount: number): ReadonlyMap<string, number> {
  const known = caused.get(commandId) ?? new Map<string, number>();
  known.set(ownerId, (known.get(ownerId) ?? 0) + amount);
  caused.set(commandId, known);
  const oldest = caused.keys().next().value;
  if (caused.size > MOST && oldest !== undefined) caused.delete(oldest);
  return known;
}
export const causedBy = (commandId: string): ReadonlyMap<string, number> => caused.get(commandId) ?? new Map();
