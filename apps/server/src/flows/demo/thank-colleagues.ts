import type { INestApplicationContext } from '@nestjs/common';
import type { KudosFor } from '@tallyboard/rules/points/kudos';
import { GiveKudos } from '../../modules/points/give-kudos.js';
import type { CommandContext } from '../../platform/commands/command.js';
import type { PersonKey } from './cast.js';

type Thanks = { daysAgo: number; from: PersonKey; to: PersonKey; category: KudosFor; text: string };
/** Oldest first. The last of 周启明 and 许静, who thank mostly each other, waits for the manager. */
const THANKS: readonly Thanks[] = [
  { daysAgo: 139, from: 'lin', to: 'he', category: 'speed', text: '台风前把两个柜都提前进了港' },
  { daysAgo: 134, from: 'shen', to: 'he', category: 'help', text: '查清了滞港费是怎么来的' },
  { daysAgo: 121, from: 'wu', to: 'xu', category: 'quality', text: '墨西哥客户的海关发票一次通过' },
  { daysAgo: 112, from: 'fang', to: 'xu', category: 'help', text: '帮忙补齐了原产地声明' },
  { daysAgo: 104, from: 'wang', to: 'lin', category: 'teaching', text: '把老客户的谈判过程讲给了大家' },
  { daysAgo: 97, from: 'shen', to: 'lin', category: 'teaching', text: '带我做了第一次视频验厂' },
  { daysAgo: 89, from: 'xu', to: 'fang', category: 'speed', text: '换船通知十分钟内就发到了' },
  { daysAgo: 81, from: 'lin', to: 'fang', category: 'help', text: '陪我等到半夜确认装船' },
  { daysAgo: 74, from: 'he', to: 'zhou', category: 'quality', text: '单据从来不用第二遍' },
  { daysAgo: 66, from: 'wu', to: 'zhou', category: 'help', text: '软条款一眼就看出来了' },
  { daysAgo: 58, from: 'zhou', to: 'wu', category: 'customer', text: '客户改单三次也没急过' },
  { daysAgo: 52, from: 'fang', to: 'wu', category: 'idea', text: '装箱照片建了共享相册，大家都在用' },
  { daysAgo: 41, from: 'lin', to: 'zhou', category: 'speed', text: '信用证改单当天就送到银行，船期保住了' },
  { daysAgo: 36, from: 'wu', to: 'he', category: 'help', text: '周末帮我盯截港，货柜准时进场' },
  { daysAgo: 29, from: 'zhou', to: 'xu', category: 'help', text: '一起核对了三套提单' },
  { daysAgo: 28, from: 'xu', to: 'zhou', category: 'help', text: '教我看信用证的软条款' },
  { daysAgo: 24, from: 'shen', to: 'lin', category: 'teaching', text: '陪我把第一份报价从头过了一遍' },
  { daysAgo: 22, from: 'zhou', to: 'xu', category: 'quality', text: '箱单和发票一次核对无误' },
  { daysAgo: 21, from: 'xu', to: 'zhou', category: 'quality', text: '产地证的税号改得及时' },
  { daysAgo: 17, from: 'he', to: 'xu', category: 'speed', text: '报关资料提前一天给齐' },
  { daysAgo: 15, from: 'zhou', to: 'xu', category: 'help', text: '替我值了半天班' },
  { daysAgo: 13, from: 'lin', to: 'fang', category: 'customer', text: '给客户拍了装柜全程，客户很放心' },
  { daysAgo: 9, from: 'wang', to: 'shen', category: 'idea', text: '斋月备货提醒的点子很好，已经用上了' },
  { daysAgo: 7, from: 'wu', to: 'zhou', category: 'quality', text: '不符点提前发现，少了一次改单' },
  { daysAgo: 3, from: 'fang', to: 'he', category: 'help', text: '临时调柜，两小时就落实了' },
  { daysAgo: 1, from: 'shen', to: 'xu', category: 'teaching', text: '讲清楚了报关单每一栏怎么填' },
  { daysAgo: 0, from: 'xu', to: 'zhou', category: 'help', text: '又帮我核了一遍唛头' },
];

/** What colleagues thanked each other for, each on its day. */
export async function thankColleagues(
  app: INestApplicationContext,
  now: string,
  as: (key: PersonKey, at: string) => CommandContext,
): Promise<void> {
  for (const { daysAgo, from, to, category, text } of THANKS) {
    const at = new Date(Date.parse(now) - daysAgo * 86_400_000 - 600_000).toISOString();
    await app.get(GiveKudos).give(as(from, at), { toId: as(to, at).actorId, category, text });
  }
}
