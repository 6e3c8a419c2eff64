const BROWSERS = [
  ['Edge', /Edg\//],
  ['Opera', /OPR\//],
  ['WeChat', /MicroMessenger\//],
  ['Firefox', /Firefox\//],
  ['Chrome', /Chrome\//],
  ['Safari', /Safari\//],
] as const;
const SYSTEMS = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['macOS', /Macintosh/],
  ['Linux', /Linux/],
] as const;

/** "Chrome · Windows" of a User-Agent header; what it is called is the same in every language. Unknown ones are cut short. */
export function agentName(agent: string): string {
  const found = [BROWSERS, SYSTEMS].flatMap((list) => list.find(([, test]) => test.test(agent))?.[0] ?? []);
  return found.join(' · ') || agent.slice(0, 40);
}
