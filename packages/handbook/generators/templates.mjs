const pascal = (kebab) =>
  kebab
    .split('-')
    .map((p) => p[0].toUpperCase() + p.slice(1))
    .join('');
const camel = (kebab) => pascal(kebab)[0].toLowerCase() + pascal(kebab).slice(1);

/** The files of each kind of thing, by path. */
export const templates = {
  module: ({ domain }) => ({
    [`packages/contracts/src/${domain}.ts`]: `import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { nothing } from './scalars.js';

export const ${camel(domain)}Problems = { '${domain}.not_found': 404 } as const;

export const ${camel(domain)}Api = {
  list: endpoint({ method: 'GET', path: '/${domain}', allow: 'user', summary: 'TELL what this lists.', input: nothing, reply: z.object({ ${camel(domain)}: z.array(z.string()) }) }),
};
`,
    [`apps/server/src/modules/${domain}/${domain}.module.ts`]: `import { Module } from '@nestjs/common';
import { ${pascal(domain)}Controller } from './${domain}.controller.js';
import { ${pascal(domain)}Read } from './${domain}.read.js';

@Module({ controllers: [${pascal(domain)}Controller], providers: [${pascal(domain)}Read] })
export class ${pascal(domain)}Module {}
`,
    [`apps/server/src/modules/${domain}/${domain}.controller.ts`]: `import { Controller } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { ${camel(domain)}Api as api } from '@tallyboard/contracts/${domain}';
import { principalOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { ${pascal(domain)}Read } from './${domain}.read.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

@Controller()
export class ${pascal(domain)}Controller {
  constructor(private readonly read: ${pascal(domain)}Read) {}

  @Serve(api.list) async list(c: RequestContext, _: In<'list'>) { return { ${camel(domain)}: await this.read.list(principalOf(c)) }; }
}
`,
    [`apps/server/src/modules/${domain}/${domain}.read.ts`]: `import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '../../platform/auth/principal.js';

@Injectable()
export class ${pascal(domain)}Read {
  constructor(private readonly db: DataSource) {}

  async list(principal: Principal): Promise<string[]> {
    const rows = await this.db.query<{ name: string }[]>('select name from people_team_view where id = $1', [principal.teamId]);
    return rows.map((r) => r.name);
  }
}
`,
  }),
  command: ({ domain, name }) => ({
    [`apps/server/src/modules/${domain}/${name}.ts`]: `import { Injectable } from '@nestjs/common';
import type { CommandContext, Done } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';

/** TELL what it does, and to what. */
@Injectable()
export class ${pascal(name)} {
  constructor(private readonly commands: Commands) {}

  run(context: CommandContext, input: Record<string, never>): Promise<Record<string, never>> {
    return this.commands.run(context, (tx): Promise<Done<Record<string, never>>> => {
      // Lock what is decided about, ask the rule, write, tell the fact: see move-order.ts.
      void tx;
      return Promise.resolve({ reply: input, facts: [] });
    });
  }
}
`,
  }),
  reaction: ({ domain, name }) => ({
    [`apps/server/src/modules/${domain}/${name}.ts`]: `import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { StoredFact } from '../../platform/feeds/fact.js';
import type { CausedFact, Reaction } from '../../platform/feeds/reactions.js';

/** TELL what follows from which facts. Effect and cursor commit together. */
@Injectable()
export class ${pascal(name)} implements Reaction {
  readonly name = '${domain}.${name}';
  readonly facts = ['orders.moved'] as const;
  readonly subjectOf = (fact: StoredFact): string => fact.feed;

  async react(_tx: EntityManager, _facts: readonly StoredFact[], _pos: number): Promise<CausedFact[]> {
    return Promise.resolve([]);
  }
}
`,
  }),
  migration: ({ domain, number }) => ({
    [`apps/server/src/migrations/${number}-${domain}.ts`]: `import type { MigrationInterface, QueryRunner } from 'typeorm';

/** TELL what it adds. */
export class ${pascal(domain)}${number} implements MigrationInterface {
  name = '${pascal(domain)}${number}';

  async up(q: QueryRunner): Promise<void> {
    await q.query('select 1');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('select 1');
  }
}
`,
  }),
  next: {
    module: ({ domain }) => `
Now, in this order (each step does not compile until the one before is done):
  packages/contracts/src/api.ts and problems.ts   add ${camel(domain)}Api and ${camel(domain)}Problems
  packages/locale/src/{zh-cn,en}/                 a text for each problem code
  apps/server/src/app.module.ts                   import ${pascal(domain)}Module
  packages/contracts/protocol.snap.json           pnpm --filter @tallyboard/contracts test -u`,
    command: ({ domain, name }) =>
      `\nNow: list ${pascal(name)} in ${domain}.module.ts and serve it in ${domain}.controller.ts (one line).`,
    reaction: ({ domain, name }) =>
      `\nNow: list ${pascal(name)} in ${domain}.module.ts and start it in apps/server/src/server.ts (Reactions.start).`,
    migration: () =>
      '\nNow: add it to apps/server/src/migrations/all.ts. A migration that has shipped is never edited.',
  },
};
