import { screensApi } from '@tallyboard/contracts/screens';
import type { Ours } from '../adapters/ours.js';
import { Caller } from './caller.js';

/** A screen paired as in the office: it asks, the admin lets it in, it takes its cookie. Returns the cookie. */
export async function pairWall(ours: Ours): Promise<string> {
  const screen = new Caller(ours.url);
  const { code, secret } = await screen.call(screensApi.startPairing, { locale: 'zh-CN' });
  await ours.admin!.call(screensApi.approvePairing, { code, name: 'Bench', teamId: ours.teamId });
  return (await screen.enter(screensApi.pollPairing, { secret })).cookie;
}
