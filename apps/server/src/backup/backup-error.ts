/** Something the person at the keyboard can act on: print `message`, never the stack. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}
