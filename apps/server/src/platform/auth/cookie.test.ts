import { expect, test } from 'vitest';
import { setCookie, tokenFrom } from './cookie.js';

test('with https both cookies have the name that no neighbour domain can set, and are sent over TLS only', () => {
  expect(setCookie('t', true, 60)).toBe('__Host-tallyboard=t; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure');
  expect(setCookie('t', true, 60, 'known')).toBe(
    '__Host-tallyboard-known=t; Path=/; HttpOnly; SameSite=Strict; Max-Age=60; Secure',
  );
});

test('each is read under its own name, and under no other', () => {
  const headers = { cookie: 'tallyboard-known=k; __Host-tallyboard=x; tallyboard=s' };
  expect([tokenFrom({ headers }, false), tokenFrom({ headers }, false, 'known')]).toEqual(['s', 'k']);
  expect([tokenFrom({ headers }, true), tokenFrom({ headers }, true, 'known')]).toEqual(['x', null]);
});
