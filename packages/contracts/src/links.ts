import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { role } from './people.js';
import { id, instant, nothing } from './scalars.js';

/** A link somebody made and nobody has used yet. Who made it: `madeBy`. An invitation says whom it is for if its maker said so. */
const link = z.object({
  id,
  madeBy: z.string(),
  madeByEn: z.string(),
  createdAt: instant,
  expiresAt: instant,
});
export const openInvite = link.extend({
  kind: z.literal('invite'),
  forName: z.string(),
  teamId: id,
  roles: z.array(role),
});
export const openReset = link.extend({
  kind: z.literal('reset'),
  userId: id,
  name: z.string(),
  nameEn: z.string(),
  email: z.string(),
});
export const openLink = z.discriminatedUnion('kind', [openInvite, openReset]);
export type OpenLink = z.infer<typeof openLink>;

/** Links that were handed out and still open something: seen, withdrawn, made anew. One sees and ends what one could have made. */
export const linksApi = {
  open: endpoint({
    method: 'GET',
    path: '/links',
    allow: 'people.manage',
    summary: 'Invitations and password links that can still be used, the latest first, at most 200.',
    input: nothing,
    reply: z.object({ links: z.array(openLink) }),
  }),
  withdrawInvite: endpoint({
    method: 'DELETE',
    path: '/invites/:id',
    allow: 'people.manage',
    command: true,
    summary: 'Withdraw an invitation: its link opens nothing any more.',
    input: z.strictObject({ id }),
    reply: nothing,
  }),
  renewInvite: endpoint({
    method: 'POST',
    path: '/invites/:id/link',
    allow: 'people.manage',
    command: true,
    summary: 'A new link for an open invitation, for another 7 days; the older one opens nothing any more.',
    input: z.strictObject({ id }),
    reply: z.object({ url: z.string(), expiresAt: instant }),
  }),
  withdrawReset: endpoint({
    method: 'DELETE',
    path: '/resets/:id',
    allow: 'people.manage',
    command: true,
    summary: 'Withdraw a password link: it opens nothing any more.',
    input: z.strictObject({ id }),
    reply: nothing,
  }),
};
