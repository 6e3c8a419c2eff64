import type { INestApplicationContext } from '@nestjs/common';
import type { ItemText } from '@tallyboard/rules/knowledge/item';
import { AnswerQuestion } from '../../modules/knowledge/answer-question.js';
import { WriteItem } from '../../modules/knowledge/write-item.js';
import type { CommandContext } from '../../platform/commands/command.js';
import type { PersonKey } from './cast.js';

type Asked = Pick<ItemText, 'title' | 'body' | 'stage' | 'market'> & {
  asker: PersonKey;
  daysAgo: number;
  /** Who said what so many hours later. */
  answers: { by: PersonKey; hours: number; body: string; accepted?: true }[];
};

/** What colleagues asked each other: one question that was answered, one that is open. */
export async function askQuestions(
  app: INestApplicationContext,
  now: string,
  as: (key: PersonKey, at: string) => CommandContext,
): Promise<void> {
  const [writing, answering] = [app.get(WriteItem), app.get(AnswerQuestion)];
  for (const { asker, daysAgo, answers, ...said } of QUESTIONS) {
    const at = (hours: number): string =>
      new Date(Date.parse(now) - daysAgo * 86_400_000 + hours * 3_600_000).toISOString();
    const text: ItemText = { ...said, language: 'zh-CN', retrospective: null };
    const { id, version } = await writing.create(as(asker, at(0)), { type: 'question', text });
    await writing.submit(as(asker, at(0)), { id, expectedVersion: version });
    for (const { by, hours, body, accepted } of answers) {
      const { answerList } = await answering.answer(as(by, at(hours)), { id, body });
      const answer = answerList.find((a) => a.body === body)!;
      if (accepted) await answering.accept(as(asker, at(hours + 1)), { id: answer.id });
    }
  }
}

const QUESTIONS: readonly Asked[] = [
  {
    ...{ asker: 'fang', daysAgo: 44, stage: 'BOOKED', market: null },
    title: '客户要求 CIF，但自己指定货代，怎么办？',
    body: '客户要 CIF 价，又要求用他指定的货代。费用谁付、风险在哪？',
    answers: [
      { by: 'zhou', hours: 2, body: '先看信用证有没有写明承运人，写明了就要改证。' },
      {
        ...{ by: 'he', hours: 5, accepted: true },
        body: `改报 **FCA** 或 **FOB**。CIF 下运费由我们付，指定货代可能在目的港乱收费，也可能无单放货。

若客户坚持：

- 请货代出具“凭正本提单放货”的保函
- 运费和目的港杂费写进合同`,
      },
    ],
  },
  {
    ...{ asker: 'shen', daysAgo: 2, stage: 'NEGOTIATING', market: 'BR' },
    title: '巴西客户要 90 天远期信用证，怎么报价？',
    body: '客户只接受 90 天远期，贴现利息谁出？报价里怎么体现才不吓跑他？',
    answers: [{ by: 'lin', hours: 6, body: '可以报两个价：即期一个，90 天一个，差价按贴现利率算清楚给他看。' }],
  },
];
