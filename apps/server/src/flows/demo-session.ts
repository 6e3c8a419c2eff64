import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { Person } from '@tallyboard/contracts/people';
import type { Me, sessionsApi } from '@tallyboard/contracts/sessions';
import { DataSource, type EntityManager } from 'typeorm';
import { PeopleRead, toPerson } from '../modules/people/people.read.js';
import { refuseWeak } from '../modules/people/password-rules.js';
import { SignIn } from '../modules/people/sign-in.js';
import { Sessions } from '../modules/people/sessions.js';
import { User } from '../modules/people/user.entity.js';
import { hashPassword } from '../platform/auth/password.js';
import { ownerDataSource } from '../platform/db/data-source.js';
import { identifiers } from '../platform/db/identifiers.js';
import { AppError } from '../platform/http/app-error.js';
import type { RequestContext } from '../platform/http/request.js';
import { StartCompany } from './start-company.js';

/** Empties every table but those that tell which schema this is and which life of the database. */
async function clear(tx: EntityManager): Promise<void> {
  const tables = await tx.query<{ name: string }[]>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename not in ('migration', 'sync_epoch')`,
  );
  await tx.query(`truncate ${identifiers(...tables.map((t) => t.name))}`);
  await tx.query('update sync_epoch set salt = gen_random_uuid()');
}

/** What only a demo may do: being anybody without a password, and being cleared away for a real team. */
@Injectable()
export class DemoSession {
  constructor(
    private readonly db: DataSource,
    private readonly people: PeopleRead,
    private readonly signing: SignIn,
    private readonly sessions: Sessions,
    private readonly company: StartCompany,
  ) {}

  async listPeople(): Promise<{ people: Person[] }> {
    await this.refuseReal();
    const users = await this.db.manager.find(User, { where: { active: true }, order: { createdAt: 'ASC', id: 'ASC' } });
    return { people: users.map(toPerson) };
  }

  async enter(context: RequestContext, personId: string): Promise<Me> {
    await this.refuseReal();
    if (!(await this.db.manager.existsBy(User, { id: personId, active: true }))) throw new AppError('people.not_found');
    return this.signing.enter(context, personId, 'demo');
  }

  /** Removes the demo, facts and all, and founds a real company in its place. Positions of before mean nothing: the epoch changes. */
  async leave(context: RequestContext, input: InputOf<typeof sessionsApi.leaveDemo>): Promise<Me> {
    await this.refuseReal();
    const { organization, team, password, ...admin } = input;
    await refuseWeak(password, { ...admin, organization, team });
    const passwordHash = await hashPassword(password);
    const founding = {
      organization,
      team,
      zone: 'Asia/Shanghai',
      demo: false,
      admin: { ...admin, passwordHash, mustChangePassword: false },
    };
    // The server's own role cannot delete facts; clearing the demo is the owner's act.
    const { url, entities } = this.db.options as unknown as { url: string; entities: never };
    const owner = await ownerDataSource(url, [], entities).initialize();
    try {
      const user = await owner.transaction(async (tx) => {
        await clear(tx);
        return this.company.inTransaction(tx, founding);
      });
      this.sessions.changed();
      return await this.signing.enter(context, user.id);
    } finally {
      await owner.destroy();
    }
  }

  private async refuseReal(): Promise<void> {
    if (!(await this.people.organization())?.demo) throw new AppError('people.not_demo');
  }
}
