import { Injectable, type OnModuleInit } from '@nestjs/common';
import { TRANSLATORS } from '@tallyboard/locale/translators';
import { type Item, isUnverified } from '@tallyboard/rules/knowledge/item';
import { instantOf } from '@tallyboard/rules/time/wall-clock';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Mailer } from '../../platform/mail/mailer.js';

const KIND = 'knowledge.reminder';
/** Nobody is written to at night. */
const MORNING = '08:30';
const MOST = 20;

/** The letter to whoever looks after items that should be looked at again. Where mail is not set up, the list in the pool has to do. */
@Injectable()
export class RemindVerifier implements OnModuleInit {
  constructor(private readonly mailer: Mailer) {}

  onModuleInit(): void {
    this.mailer.kinds.set(KIND, { sent: () => Promise.resolve([]), failed: () => Promise.resolve() });
  }

  async write(
    tx: EntityManager,
    userId: string,
    items: readonly Item[],
    at: { now: string; today: string; zone: string },
  ): Promise<void> {
    if (!this.mailer.isSet) return;
    const [person] = await tx.query<{ name: string; address: string; locale: 'zh-CN' | 'en' }[]>(
      'select name, address, locale from people_address_view where id = $1',
      [userId],
    );
    // Who has left gets no mail: managers see what nobody looks after.
    if (!person) return;
    const t = TRANSLATORS[person.locale];
    const line = (i: Item): string =>
      t(isUnverified(i, at.today) ? 'knowledgeMail.over' : 'knowledgeMail.due', {
        title: i.published?.title ?? '',
        day: i.verifyBy ?? '',
        link: `${this.mailer.linkBase}/knowledge/${i.id}`,
      });
    const rest = items.length - MOST;
    const text = [
      t('knowledgeMail.greeting', { name: person.name }),
      t('knowledgeMail.body'),
      ...items.slice(0, MOST).map(line),
      ...(rest > 0 ? [t('knowledgeMail.rest', { n: rest })] : []),
      t('knowledgeMail.list', { link: `${this.mailer.linkBase}/knowledge?in=verify` }),
    ].join('\n\n');
    const morning = new Date(instantOf(at.today, MORNING, at.zone)).toISOString();
    await this.mailer.enqueue(tx, {
      kind: KIND,
      subjectId: uuid(),
      to: { name: person.name, address: person.address },
      subject: t('knowledgeMail.subject', { n: items.length }),
      text,
      notBefore: morning > at.now ? morning : at.now,
    });
  }
}
