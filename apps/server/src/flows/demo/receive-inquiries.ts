import type { INestApplicationContext } from '@nestjs/common';
import { decideConvert } from '@tallyboard/rules/inquiries/decide-inquiry';
import { addDays, businessDay } from '@tallyboard/rules/time/business-day';
import { DataSource } from 'typeorm';
import { AssignInquiry } from '../../modules/inquiries/assign-inquiry.js';
import { ChangeInquiry, must } from '../../modules/inquiries/change-inquiry.js';
import { InquiriesRead } from '../../modules/inquiries/inquiries.read.js';
import { JudgeInquiry } from '../../modules/inquiries/judge-inquiry.js';
import { LogReply } from '../log-reply.js';
import { Profiles } from '../../modules/inquiries/profiles.js';
import { ReceiveInquiry } from '../../modules/inquiries/receive-inquiry.js';
import { Sources } from '../../modules/inquiries/sources.js';
import { WatchClocks } from '../../modules/inquiries/watch-clocks.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import type { PersonKey } from './cast.js';
import { replyByTemplate } from './use-knowledge.js';
import { type InquiryStep, DEMO_PROFILES, DEMO_SOURCES, type SourceKey } from './inquiry-story.js';

type Source = { id: string; name: string; kind: 'form' | 'webhook' };
/** Who acts when: by key, or by id for whoever has an inquiry. */
type Acting = {
  as: (key: PersonKey, at: string) => CommandContext;
  asId: (userId: string, at: string) => CommandContext;
};

/** Plays the inquiries of the demo: each step through the command people use, at the instant at which it is told to have happened. */
export class DemoInquiries {
  private readonly sources = new Map<SourceKey, Source>();
  private readonly ids = new Map<number, string>();

  constructor(
    private readonly app: INestApplicationContext,
    private readonly people: Acting,
  ) {}

  /** Where they come in and to whom they go. */
  async open(since: string): Promise<void> {
    const manager = (): CommandContext => this.people.as('wang', since);
    for (const { key, name, kind } of DEMO_SOURCES) {
      const { source } = await this.app.get(Sources).add(manager(), { name, kind });
      this.sources.set(key, { id: source.id, name, kind });
    }
    for (const { key, markets, products, languages } of DEMO_PROFILES)
      await this.app.get(Profiles).set(manager(), {
        userId: this.people.as(key, since).actorId,
        markets: [...markets],
        products: [...products],
        languages: [...languages],
        // Two months of buyers who may come back are in their hands.
        holdingCap: 90,
        paused: false,
        // Somebody who is new, so that the rule's share for newcomers can be seen.
        joinedOn: key === 'shen' ? addDays(businessDay(this.people.as('wang', since).now, 'Asia/Shanghai'), 130) : null,
      });
  }

  async play(step: InquiryStep, orderId: (order: number) => string): Promise<void> {
    if (step.do === 'receive') return this.receive(step);
    const id = this.ids.get(step.inquiry)!;
    const manager = this.people.as('wang', step.at);
    const found = (await this.app.get(InquiriesRead).detail(null, manager.principal, id)).inquiry;
    // What nobody was on duty for is taken up by whoever answers it first.
    if (!found.ownerId && step.do === 'answer')
      await this.app.get(AssignInquiry).assign(manager, {
        id,
        expectedVersion: found.version,
        ownerId: this.people.as('lin', step.at).actorId,
        note: '',
      });
    const { inquiry } = await this.app.get(InquiriesRead).detail(null, manager.principal, id);
    const owner = inquiry.ownerId ? this.people.asId(inquiry.ownerId, step.at) : this.people.as('wang', step.at);
    const on = { id, expectedVersion: inquiry.version };
    switch (step.do) {
      case 'answer':
      case 'write': {
        const direction = step.do === 'answer' ? 'out' : 'in';
        const byTemplate = step.do === 'answer' && step.byTemplate && (await replyByTemplate(this.app, inquiry, owner));
        const said = byTemplate || { text: step.text };
        await this.app.get(LogReply).add(owner, { id, direction, channel: 'email', automatic: false, ...said });
        return;
      }
      case 'qualify':
        await this.app.get(JudgeInquiry).qualify(owner, { ...on, quality: step.quality });
        return;
      case 'invalid':
        await this.app
          .get(JudgeInquiry)
          .markInvalid(owner, { ...on, reason: step.reason, note: '', duplicateOf: null });
        return;
      case 'convert':
        await this.convert(owner, on, orderId(step.order));
    }
  }

  /** What came of nothing by then, told at its time. */
  rest(until: string): Promise<void> {
    return this.app.get(WatchClocks).lapseUntil(until);
  }

  private async receive(step: Extract<InquiryStep, { do: 'receive' }>): Promise<void> {
    const context = this.people.as(step.by, step.at);
    const { buyer, country, language, product, contact, text } = step;
    const source = step.source && this.sources.get(step.source)!;
    const { inquiry } = await this.app.get(Commands).run(context, async (tx) => {
      const made = await this.app.get(ReceiveInquiry).inTransaction(tx, context, {
        buyer,
        country,
        language,
        product,
        contact,
        text,
        teamId: context.principal.teamId,
        sourceKind: source ? source.kind : 'manual',
        source: source && { id: source.id, name: source.name },
        externalKey: source && `demo:${step.inquiry}`,
        network: null,
        subject: '',
        channel: source ? (source.kind === 'form' ? 'form' : 'platform') : 'meeting',
        receivedAt: step.at,
        customerId: null,
        ownerId: source ? null : context.actorId,
      });
      return { reply: { inquiry: made.inquiry }, facts: made.facts };
    });
    this.ids.set(step.inquiry, inquiry.id);
  }

  /** The order is there already: the story of the orders tells it. */
  private async convert(
    by: CommandContext,
    { id, expectedVersion }: { id: string; expectedVersion: number },
    orderId: string,
  ): Promise<void> {
    const [order] = await this.app
      .get(DataSource)
      .query<[{ customerId: string }]>('select customer_id as "customerId" from trade_order where id = $1', [orderId]);
    const to = { orderId, customerId: order.customerId };
    await this.app.get(ChangeInquiry).run(by, id, (_, before, actor) =>
      Promise.resolve({
        after: must(decideConvert(before, to, actor, expectedVersion), before),
        fact: 'inquiries.converted',
        clocks: true,
      }),
    );
  }
}
