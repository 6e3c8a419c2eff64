import { expect, test } from 'vitest';
import { type PasswordOwner, refuseWeak } from './password-rules.js';

const owner: PasswordOwner = {
  email: 'wang.lei@yuanhang.example.com',
  name: '王磊',
  nameEn: 'Wang Lei',
  organization: '宁波远航 Yuanhang Trading Co., Ltd.',
  team: '外贸一部 Harbour',
};
const isRefused = (password: string, who = owner): Promise<boolean> =>
  refuseWeak(password, who).then(
    () => false,
    (error: unknown) => (error as { code: string }).code === 'people.password_too_weak',
  );

test.each([
  ['common', ['password', 'PassWord1', 'Qwertyuiop', '1qaz2wsx', 'trustno1', 'P@ssword', 'woaini1314', 'password!!!']],
  ['one pattern', ['88888888', 'aaaaaaaaaa', '123123123', 'abcabcabc', '87654321', 'abcdefgh', '１２３４５６７８']],
  ['the name of its owner', ['wanglei1', 'Wang-Lei-88', '王磊20262026'.slice(0, 7), 'leiwang2026', 'WANG.LEI']],
  ['their address', ['wang.lei@yuanhang.example.com', 'wang.lei2026', 'yuanhang2026!']],
  ['the company or the team', ['Yuanhang2026', '宁波远航2026', 'harbour123', 'HARBOUR-123456', '外贸一部12345']],
  ['the product', ['tallyboard', 'TallyBoard2026', '计功板12345', 'waimao123', 'jigongban888']],
])('%s is refused, however it is written', async (_, passwords) => {
  for (const password of passwords) expect([password, await isRefused(password)]).toEqual([password, true]);
});

test('what nobody guesses first is taken, with a word of its owner in it too', async () => {
  for (const password of [
    'correct horse battery',
    'wanglei-likes-blue-teapots',
    'harbour lights at 5 a.m.',
    '三点半的茶凉了没人喝',
    'xK7#pq2!vn',
    'annapurna-8091',
    '!!??!!??..,,;;',
  ])
    expect([password, await isRefused(password)]).toEqual([password, false]);
  // A name of two letters would be in half of all words.
  expect(await isRefused('limestone cave', { ...owner, name: 'Li', nameEn: 'Li', email: 'li@x.cn' })).toBe(false);
});
