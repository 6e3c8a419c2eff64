import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { intakeApi, OwnDomains as Reply } from '@tallyboard/contracts/inquiry-intake';
import { decideOwnDomains, domainsOfPeople } from '@tallyboard/rules/inquiries/own-domains';
import { DataSource, type EntityManager } from 'typeorm';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { AppError } from '../../platform/http/app-error.js';
import { audit } from '../../platform/ops/audit.js';

/** From which mail domains the company writes to itself. */
@Injectable()
export class OwnDomains {
  constructor(
    private readonly db: DataSource,
    private readonly commands: Commands,
  ) {}

  read(): Promise<Reply> {
    return readOwnDomains(this.db.manager);
  }

  set(
    context: CommandContext,
    { expectedVersion, domains: wanted }: InputOf<typeof intakeApi.setOwnDomains>,
  ): Promise<Reply> {
    return this.commands.run(context, async (tx) => {
      const outcome = decideOwnDomains(wanted);
      if (!outcome.ok) throw new AppError(outcome.code, outcome.details);
      const [, changed] = await tx.query<[unknown, number]>(
        'update inquiry_own_domains set domains = $1, version = version + 1 where version = $2',
        [outcome.value, expectedVersion],
      );
      const current = await readOwnDomains(tx);
      if (changed !== 1) throw new AppError('inquiries.own_domains_stale', { current });
      const details = { domains: outcome.value };
      await audit(tx, context, { action: 'inquiries.own_domains_changed', details });
      return { reply: current, facts: [] };
    });
  }
}

async function readOwnDomains(tx: EntityManager): Promise<Reply> {
  const [row] = await tx.query<[Reply]>(
    `select d.domains, d.version, array(select v.domain from people_mail_domain_view v) as "ofPeople" from inquiry_own_domains d`,
  );
  return { ...row, ofPeople: domainsOfPeople(row.ofPeople) };
}

/** All of them, as they are now. */
export async function ownDomainsOf(tx: EntityManager): Promise<string[]> {
  const { domains, ofPeople } = await readOwnDomains(tx);
  return [...domains, ...ofPeople];
}
