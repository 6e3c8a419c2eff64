/** Who may do what: one table, enforced by the server, read by the screens, compared by a test. */

export const ROLES = ['admin', 'manager', 'sales', 'documents', 'logistics', 'finance'] as const;
export type Role = (typeof ROLES)[number];
/** A code of a role, as lists of them are written down. */
export const isRole = (code: string): code is Role => (ROLES as readonly string[]).includes(code);

export const CAPABILITIES = [
  'board.view',
  'orders.create',
  'orders.edit',
  'orders.assign',
  'orders.move.sales',
  'orders.move.documents',
  'orders.move.logistics',
  'orders.crossLane',
  'orders.hold',
  'orders.cancel',
  'orders.reopen',
  'orders.seePrice',
  'orders.import',
  'orders.export',
  'customers.view',
  'customers.edit',
  'surveys.view',
  'surveys.send',
  'inquiries.view',
  'inquiries.answer',
  'inquiries.manage',
  'points.view',
  'points.manage',
  'kudos.give',
  'knowledge.view',
  'knowledge.write',
  'knowledge.manage',
  'calendars.view',
  'calendars.manage',
  'stages.manage',
  'fx.manage',
  'people.view',
  'people.manage',
  'devices.manage',
  'audit.view',
  'teams.all',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

const everyone: Capability[] = [
  'board.view',
  'customers.view',
  'surveys.view',
  'inquiries.view',
  'points.view',
  'kudos.give',
  'knowledge.view',
  'knowledge.write',
  'calendars.view',
  'people.view',
];
const worker: Capability[] = [...everyone, 'orders.edit', 'orders.hold', 'orders.crossLane', 'orders.export'];

/** model.md §4.4. Until handoffs exist, those who work on orders may carry a card across lanes. */
export const ROLE_CAPABILITIES: Readonly<Record<Role, readonly Capability[]>> = {
  admin: CAPABILITIES,
  manager: CAPABILITIES.filter((c) => c !== 'teams.all' && c !== 'audit.view'),
  sales: [
    ...worker,
    'orders.create',
    'orders.move.sales',
    'orders.cancel',
    'orders.seePrice',
    'orders.import',
    'customers.edit',
    'surveys.send',
    'inquiries.answer',
  ],
  documents: [...worker, 'orders.move.documents', 'orders.seePrice'],
  logistics: [...worker, 'orders.move.logistics'],
  finance: [...everyone, 'orders.seePrice', 'orders.export', 'orders.move.logistics', 'orders.edit'],
};

/** The union of what the roles of one person allow. */
export function capabilitiesOf(roles: readonly Role[]): ReadonlySet<Capability> {
  return new Set(roles.flatMap((role) => ROLE_CAPABILITIES[role]));
}

/** What a paired wall screen may do: look, masked. It never gets a capability of a person. */
export const WALL_CAPABILITIES: ReadonlySet<Capability> = new Set(['board.view']);

/** The views of a team's facts, from least to most; each principal follows exactly one (architecture §2, rooms are views). */
export const VIEWS = ['wall', 'team', 'price'] as const;
export type View = (typeof VIEWS)[number];

export function viewOf(principal: { kind: 'user' | 'device'; capabilities: ReadonlySet<Capability> }): View {
  if (principal.kind === 'device') return 'wall';
  return principal.capabilities.has('orders.seePrice') ? 'price' : 'team';
}
