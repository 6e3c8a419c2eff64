#!/usr/bin/env node
// pnpm new module|command|reaction|migration <domain> [<name>]: makes the files of a new thing where they belong, with the names of the house.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { templates } from './templates.mjs';

const [kind, domain, name] = process.argv.slice(2);
const root = process.env.TALLYBOARD_ROOT ?? resolve(import.meta.dirname, '../../..');
const usage =
  'usage: pnpm new module <domain> | command <domain> <verb-noun> | reaction <domain> <on-something-happened> | migration <domain>';
const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

const fail = (why) => {
  console.error(why);
  process.exit(1);
};
if (!(kind in templates)) fail(usage);
if (!domain || !kebab.test(domain) || ((kind === 'command' || kind === 'reaction') && (!name || !kebab.test(name))))
  fail(usage);
if (kind === 'reaction' && !name.startsWith('on-'))
  fail('a reaction is called on-<what happened>, e.g. on-order-moved');
if (kind !== 'module' && !existsSync(join(root, 'apps/server/src/modules', domain)))
  fail(`there is no module ${domain}: pnpm new module ${domain}`);

const migrations = join(root, 'apps/server/src/migrations');
const next =
  kind === 'migration' ? Math.max(...readdirSync(migrations).map((f) => Number(/^\d+/.exec(f)?.[0] ?? 0))) + 1 : 0;
const files = templates[kind]({ domain, name, number: next });
for (const path of Object.keys(files)) if (existsSync(join(root, path))) fail(`${path} is there already`);
for (const [path, content] of Object.entries(files)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
  console.log(`  ${path}`);
}
console.log(templates.next[kind]({ domain, name }));
