import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { hashToken, newToken } from '../../platform/auth/token.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { AppError } from '../../platform/http/app-error.js';

/** Links that work once: of the token only the hash is kept. */
@Injectable()
export class OneTimeLink {
  constructor(private readonly commands: Commands) {}

  /** Makes a link in one command. The token is answered once and never stored, so the same command sent again cannot answer it. */
  async make(
    command: CommandContext,
    validMs: number,
    store: (tx: EntityManager, link: { tokenHash: Buffer; expiresAt: string }) => Promise<void>,
  ): Promise<{ token: string; expiresAt: string }> {
    const token = newToken();
    const tokenHash = hashToken(token);
    const mark = tokenHash.toString('base64url');
    const reply = await this.commands.run(command, async (tx) => {
      const expiresAt = new Date(Date.parse(command.now) + validMs).toISOString();
      await store(tx, { tokenHash, expiresAt });
      return { reply: { expiresAt, mark }, facts: [] };
    });
    if (reply.mark !== mark) throw new AppError('people.link_shown_once');
    return { token, expiresAt: reply.expiresAt };
  }
}
