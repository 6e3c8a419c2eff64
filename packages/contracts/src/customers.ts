import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { country, id, requiredText, text, version } from './scalars.js';

export const customersProblems = {
  'customers.not_found': 404,
  'customers.stale': 409,
  'customers.name_taken': 409,
  'customers.not_your_team': 403,
} as const;

const contactFields = z.strictObject({
  name: requiredText(80),
  email: z.union([z.email().max(200), z.literal('')]),
  phone: text(40),
  title: text(60),
});
export const customer = z.object({ id, name: z.string(), country, group: z.string(), version, openOrders: z.int() });
export type Customer = z.infer<typeof customer>;
/** `mayChange`: it is my team's to change. `contacts` is null for teams that neither entered the customer nor have an order of it. */
export const customerDetail = customer.extend({
  team: z.string(),
  mayChange: z.boolean(),
  contacts: z.array(contactFields.extend({ id })).nullable(),
});
export type CustomerDetail = z.infer<typeof customerDetail>;

export const customersApi = {
  list: endpoint({
    method: 'GET',
    path: '/customers',
    allow: 'customers.view',
    summary: 'Customers by name, country or group.',
    input: z.strictObject({ q: text(80).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    reply: z.object({ customers: z.array(customer) }),
  }),
  get: endpoint({
    method: 'GET',
    path: '/customers/:id',
    allow: 'customers.view',
    summary: 'A customer; with its contacts for its own team and for teams that have an order of it.',
    input: z.strictObject({ id }),
    reply: customerDetail,
  }),
  create: endpoint({
    method: 'POST',
    path: '/customers',
    allow: 'customers.edit',
    command: true,
    summary: 'A new customer.',
    input: z.strictObject({ name: requiredText(120), country, group: text(60).default('') }),
    reply: customerDetail,
  }),
  change: endpoint({
    method: 'PATCH',
    path: '/customers/:id',
    allow: 'customers.edit',
    command: true,
    summary: 'Name, country, group and contacts of a customer, by the team that entered it.',
    input: z.strictObject({
      id,
      expectedVersion: version,
      name: requiredText(120).optional(),
      country: country.optional(),
      group: text(60).optional(),
      contacts: z.array(contactFields).max(30).optional(),
    }),
    reply: customerDetail,
  }),
};
