import type { Ours } from '../adapters/ours.js';

/** A screen paired as in the office: it asks, the admin lets it in, it takes its cookie. Returns the cookie. */
export async function pairWall(ours: Ours): Promise<string> {
  const post = async (path: string, body: unknown): Promise<{ reply: unknown; cookie: string | null }> => {
    const res = await fetch(`${ours.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { reply: await res.json(), cookie: res.headers.get('set-cookie')?.split(';')[0] ?? null };
  };
  const pairing = (await post('/pairings', { locale: 'zh-CN' })).reply as { code: string; secret: string };
  await ours.admin!.call('POST', '/pairings/approve', { code: pairing.code, name: 'Bench', teamId: ours.teamId });
  const { cookie } = await post('/pairings/poll', { secret: pairing.secret });
  if (!cookie) throw new Error('the screen was not let in');
  return cookie;
}
