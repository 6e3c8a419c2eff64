import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Locale } from '@tallyboard/contracts/people';
import { DataSource, type EntityManager } from 'typeorm';
import { addUser } from '../modules/people/invite-person.js';
import { seedMarkets } from '../modules/calendars/seed-calendars.js';
import { Organization } from '../modules/people/team.entity.js';
import type { User } from '../modules/people/user.entity.js';
import { seedRates } from '../modules/orders/fx-rates.js';
import { seedRules } from '../modules/points/rules-in-force.js';
import { hashPassword } from '../platform/auth/password.js';
import { Clock } from '../platform/clock/clock.js';
import { CreateTeam } from './create-team.js';

export type Founding = {
  organization: string;
  team: string;
  zone: string;
  demo: boolean;
  admin: {
    name: string;
    nameEn: string;
    email: string;
    locale: Locale;
    passwordHash: string;
    mustChangePassword: boolean;
  };
};

/** The first things a company needs: itself, a team with a board, point rules, exchange rates, holidays and one admin. */
@Injectable()
export class StartCompany {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly teams: CreateTeam,
  ) {}

  async isEmpty(): Promise<boolean> {
    return !(await this.db.manager.existsBy(Organization, { one: true }));
  }

  async inTransaction(tx: EntityManager, founding: Founding, now = this.clock.now()): Promise<User> {
    await tx.insert(Organization, {
      one: true,
      name: founding.organization,
      zone: founding.zone,
      baseCurrency: 'CNY',
      demo: founding.demo,
    });
    await seedRules(tx);
    await seedRates(tx, now.slice(0, 10));
    await seedMarkets(tx, now);
    const team = await this.teams.inTransaction(tx, founding.team, now);
    return addUser(tx, { ...founding.admin, teamId: team.id, roles: ['admin', 'manager'], createdAt: now });
  }

  /** A company with an admin whose password is told once and must be changed. Null when there is a company already. */
  async withFirstAdmin(): Promise<{ email: string; password: string } | null> {
    const password = randomBytes(12).toString('base64url');
    const email = 'admin@tallyboard.local';
    const passwordHash = await hashPassword(password);
    const made = await this.db.transaction(async (tx) => {
      // Several servers may start on one empty database.
      await tx.query(`select pg_advisory_xact_lock(hashtext('flows.start_company'))`);
      if (await tx.existsBy(Organization, { one: true })) return false;
      await this.inTransaction(tx, {
        organization: '我的公司 My company',
        team: '外贸一部 Export team',
        zone: 'Asia/Shanghai',
        demo: false,
        admin: { name: '管理员', nameEn: 'Admin', email, locale: 'zh-CN', passwordHash, mustChangePassword: true },
      });
      return true;
    });
    return made ? { email, password } : null;
  }
}
