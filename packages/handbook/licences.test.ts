import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ALLOWED, isAllowed, READ_BY_HAND } from './licences.js';

const root = resolve(import.meta.dirname, '../..');
type Component = {
  type: string;
  name: string;
  group?: string;
  version: string;
  purl: string;
  'bom-ref': string;
  licenses?: { expression?: string; license?: { id?: string; name?: string } }[];
  externalReferences?: { type: string; hashes?: { alg: string; content: string }[] }[];
};
type Bom = {
  bomFormat: string;
  specVersion: string;
  serialNumber: string;
  version: number;
  metadata: { timestamp: string; component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn?: string[] }[];
};
let bom: Bom;
/** By the very command that a release uses, into a place of its own. */
beforeAll(() => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { sbom: string } };
  const folder = mkdtempSync(join(tmpdir(), 'tallyboard-sbom-'));
  const words = scripts.sbom.replace('dist/sbom.cdx.json', join(folder, 'sbom.json')).split(' ');
  const { status, stderr } = spawnSync(words[0]!, words.slice(1), { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  bom = JSON.parse(readFileSync(join(folder, 'sbom.json'), 'utf8')) as Bom;
  rmSync(folder, { recursive: true, force: true });
});

const own = (c: Component): boolean => c.group === '@tallyboard' || c.purl.startsWith('pkg:npm/%40tallyboard/');
const nameOf = (c: Component): string => (c.group ? `${c.group}/${c.name}` : c.name);
const licencesOf = (c: Component): string[] =>
  c.licenses?.map((l) => l.expression ?? l.license?.id ?? l.license?.name ?? '') ?? [];
/** The packages that a part of the product names itself. */
const named = (path: string): Record<string, string> =>
  (JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')) as { dependencies: Record<string, string> })
    .dependencies;

describe('the list of what we ship (CycloneDX 1.6)', () => {
  test('has the shape of one', () => {
    expect([bom.bomFormat, bom.specVersion, bom.version]).toEqual(['CycloneDX', '1.6', 1]);
    expect(bom.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(Date.parse(bom.metadata.timestamp)).not.toBeNaN();
    expect([bom.metadata.component.type, bom.metadata.component.name]).toEqual(['application', 'tallyboard']);
    const refs = bom.components.map((c) => c['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    for (const c of bom.components) {
      expect([c.name, c.type]).toEqual([c.name, 'library']);
      expect(c.purl).toMatch(/^pkg:npm\/(%40[\w.-]+\/)?[\w.-]+@[\w.+-]+$/);
    }
    const known = new Set([...refs, bom.metadata.component['bom-ref']]);
    for (const d of bom.dependencies)
      expect([d.ref, ...(d.dependsOn ?? [])].filter((ref) => !known.has(ref))).toEqual([]);
  });

  test('names every dependency of server and web, in the version that is locked, with its hash', () => {
    const listed = new Map(bom.components.map((c) => [nameOf(c), c]));
    const wanted = { ...named('apps/server'), ...named('apps/web') };
    expect(Object.keys(wanted).filter((name) => !name.startsWith('@tallyboard/') && !listed.has(name))).toEqual([]);
    for (const [name, version] of Object.entries(wanted).filter(([, v]) => /^\d/.test(v)))
      expect([name, listed.get(name)!.version]).toEqual([name, version]);
    const lock = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8');
    for (const c of bom.components.filter((x) => !own(x))) {
      expect([nameOf(c), lock.includes(`${nameOf(c)}@${c.version}`)]).toEqual([nameOf(c), true]);
      const hashes = c.externalReferences?.flatMap((r) => r.hashes ?? []) ?? [];
      expect([nameOf(c), hashes.some((h) => h.alg === 'SHA-512' && /^[0-9a-f]{128}$/.test(h.content))]).toEqual([
        nameOf(c),
        true,
      ]);
    }
  });

  test('holds nothing that only builds or tests', () => {
    const names = new Set(bom.components.map(nameOf));
    for (const tool of ['vitest', 'vite', 'typescript', 'eslint', 'playwright-core', 'fast-check', 'axe-core'])
      expect([tool, names.has(tool)]).toEqual([tool, false]);
  });
});

describe('licences', () => {
  test('of everything we ship are ones that somebody has read', () => {
    const others = bom.components.filter((c) => !own(c));
    expect(others.length).toBeGreaterThan(100);
    const refused = others.flatMap((c) => {
      const said = licencesOf(c);
      const licence = said.length > 0 ? said.join(' AND ') : (READ_BY_HAND[nameOf(c)] ?? 'none');
      return isAllowed(licence) ? [] : [`${nameOf(c)}@${c.version}: ${licence}`];
    });
    expect(refused).toEqual([]);
  });

  test('read by hand are what the package says in its own words, and still needed', () => {
    for (const [name, licence] of Object.entries(READ_BY_HAND)) {
      const [component] = bom.components.filter((c) => nameOf(c) === name && licencesOf(c).length === 0);
      expect([name, component !== undefined]).toEqual([name, true]);
      const folder = join(root, `node_modules/.pnpm/${name}@${component!.version}/node_modules/${name}`);
      const { licenses } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
        licenses?: { type: string }[];
      };
      const words = readFileSync(join(folder, 'LICENSE'), 'utf8');
      // Where its manifest says nothing, the first line of the licence itself does.
      const said = licenses?.map((l) => l.type) ?? [/^(\w+) License\b/.exec(words)?.[1]];
      expect([name, said]).toEqual([name, [licence]]);
    }
  });

  test.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['Apache-2.0 AND MIT', true],
    ['MIT AND GPL-3.0-only', false],
    ['AGPL-3.0-only', false],
    ['SEE LICENSE IN LICENSE.md', false],
    ['UNLICENSED', false],
    ['', false],
    ['constructor', false],
  ])('%s is allowed: %s', (expression, allowed) => {
    expect(isAllowed(expression)).toBe(allowed);
  });

  test('every allowed one says what it asks of us', () => {
    for (const [name, reason] of Object.entries(ALLOWED)) expect([name, reason.length > 5]).toEqual([name, true]);
  });
});
