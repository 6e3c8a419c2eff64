import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { locale } from './people.js';
import { id, instant, nothing, requiredText } from './scalars.js';

export const device = z.object({
  id,
  name: z.string(),
  teamId: id,
  teamName: z.string(),
  createdAt: instant,
  lastSeenAt: instant.nullable(),
  approvedBy: z.string(),
});
export type Device = z.infer<typeof device>;

/** What a paired screen is told of itself. */
export const thisDevice = z.object({
  name: z.string(),
  teamId: id,
  teamName: z.string(),
  organization: z.string(),
  zone: z.string(),
  locale,
});
export type ThisDevice = z.infer<typeof thisDevice>;

/** Eight letters without vowels and look-alikes, shown by a screen that wants to be paired. */
export const PAIRING_ALPHABET = 'BCDFGHJKLMNPQRSTVWXZ';
const pairingCode = z
  .string()
  .max(20)
  .transform((s) => s.toUpperCase().replace(/[^A-Z]/g, ''))
  .pipe(z.string().length(8));

/** Walls: how they are paired, what they are told of themselves, how they are unpaired. */
export const screensApi = {
  startPairing: endpoint({
    method: 'POST',
    path: '/pairings',
    allow: 'public',
    summary: 'A screen asks to be paired: shows `code`, keeps `secret`.',
    input: z.strictObject({ locale }),
    reply: z.object({ code: z.string(), secret: z.string(), expiresAt: instant, approveUrl: z.string() }),
  }),
  pollPairing: endpoint({
    method: 'POST',
    path: '/pairings/poll',
    allow: 'public',
    summary: 'The screen asks whether it was approved; if so its cookie is set.',
    input: z.strictObject({ secret: z.string().max(100) }),
    reply: z.object({ state: z.enum(['waiting', 'approved', 'gone']) }),
  }),
  seePairing: endpoint({
    method: 'GET',
    path: '/pairings/:code',
    allow: 'devices.manage',
    summary: 'Which screen shows this code: from where it asked, and when. Looked at before it is let in.',
    input: z.strictObject({ code: pairingCode }),
    reply: z.object({ address: z.string(), askedAt: instant }),
  }),
  approvePairing: endpoint({
    method: 'POST',
    path: '/pairings/approve',
    allow: 'devices.manage',
    command: true,
    summary: 'A manager lets the screen in that shows this code.',
    input: z.strictObject({ code: pairingCode, name: requiredText(60), teamId: id }),
    reply: device,
  }),
  devices: endpoint({
    method: 'GET',
    path: '/devices',
    allow: 'devices.manage',
    summary: 'Paired screens.',
    input: nothing,
    reply: z.object({ devices: z.array(device) }),
  }),
  revokeDevice: endpoint({
    method: 'DELETE',
    path: '/devices/:id',
    allow: 'devices.manage',
    command: true,
    summary: 'Unpair a screen; closes it at once.',
    input: z.strictObject({ id }),
    reply: nothing,
  }),
  thisDevice: endpoint({
    method: 'GET',
    path: '/devices/this',
    allow: 'public',
    summary:
      'What this paired screen shows; null when it is none, and whether a person is signed in there instead. Once a week the answer brings the screen a new cookie.',
    input: nothing,
    reply: z.object({ device: thisDevice.nullable(), signedIn: z.boolean() }),
  }),
};
