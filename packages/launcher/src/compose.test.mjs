import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..', '..', '..');
const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const compose = parse(text);
const dockerfile = readFileSync(join(root, 'apps/server/Dockerfile'), 'utf8');
const nodes = Object.entries(compose.services).filter(([, service]) => service.build);
const entry = (service) => compose.services[service];

it('fits on a screen', () => {
  expect(text.trimEnd().split('\n').length).toBeLessThan(60);
});

it('asks for one secret and brings none of its own', () => {
  const required = new Set([...text.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name));
  expect([...required]).toEqual(['POSTGRES_PASSWORD']);
  const defaults = [...text.matchAll(/\$\{(\w+):-([^}]*)\}/g)].map(([, name]) => name);
  expect(defaults.filter((name) => /PASS|SECRET|TOKEN|KEY/.test(name))).toEqual([]);
  for (const { environment = {} } of Object.values(compose.services)) {
    for (const [name, value] of Object.entries(environment)) {
      if (/PASS|SECRET|TOKEN|KEY/.test(name)) expect(value).toMatch(/^\$\{POSTGRES_PASSWORD:\?/);
      expect(String(value)).not.toMatch(/:\/\/[^/@]*:[^/@]*@/);
    }
  }
});

it('runs two nodes, built from this repository, that share database and files', () => {
  expect(nodes).toHaveLength(2);
  for (const [, node] of nodes) {
    expect(node.build).toEqual({ context: '.', dockerfile: 'apps/server/Dockerfile' });
    expect(node.environment).toMatchObject({
      DATABASE_URL: expect.stringContaining('@postgres:5432/'),
      DATA_DIR: '/data',
      HOST: '0.0.0.0',
    });
    expect(node.volumes).toEqual(['files:/data']);
    expect(node.depends_on.postgres).toEqual({ condition: 'service_healthy' });
  }
  expect(entry('postgres').image).toBe('postgres:18');
  // From 18 on the image keeps its data one level higher; a mount on …/data would be left empty and the rows lost.
  expect(entry('postgres').volumes).toEqual(['database:/var/lib/postgresql']);
  expect(Object.keys(compose.volumes)).toEqual(['database', 'files']);
});

it('passes websockets on, to nodes that are ready only, and opens one port', () => {
  const { proxy } = compose.services;
  const caddyfile = compose.configs.caddyfile.content;
  // Caddy hands upgrades through by itself, unless told to drop the headers.
  expect(proxy.image).toMatch(/^caddy:2/);
  expect(caddyfile).toContain(`reverse_proxy ${nodes.map(([name]) => `${name}:3000`).join(' ')} {`);
  expect(caddyfile).not.toMatch(/header_(up|down)\s+-?(Upgrade|Connection)/i);
  expect(caddyfile).toContain('health_uri /readyz');
  expect(proxy.configs).toEqual([{ source: 'caddyfile', target: '/etc/caddy/Caddyfile' }]);
  expect(Object.values(compose.services).filter((service) => service.ports)).toEqual([proxy]);
});

it('checks the health of every service', () => {
  expect(entry('postgres').healthcheck.test).toContain('pg_isready');
  expect(entry('proxy').healthcheck.test.join(' ')).toContain('/readyz');
  expect(dockerfile).toMatch(/HEALTHCHECK[^]*\/readyz/);
});

it('the image runs the built server as an ordinary user, as process 1', () => {
  expect(dockerfile).toMatch(/^USER node$/m);
  expect(dockerfile).toMatch(/^CMD \["node", "--enable-source-maps", "dist\/main\.js"\]$/m);
  expect(dockerfile.match(/^FROM node:24-slim/gm)).toHaveLength(2);
  expect(readFileSync(join(root, '.dockerignore'), 'utf8').split('\n')).toEqual(
    expect.arrayContaining(['**/node_modules', '**/.data', '.git']),
  );
});
