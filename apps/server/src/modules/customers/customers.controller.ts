import { Controller } from '@nestjs/common';
import { customersApi as api } from '@tallyboard/contracts/customers';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { Commands } from '../../platform/commands/run-command.js';
import { commandOf, principalOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { CustomersRead } from './customers.read.js';
import { SaveCustomer } from './save-customer.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

/** Changing a customer is served by a flow, since its orders show its name. */
@Controller()
export class CustomersController {
  constructor(
    private readonly commands: Commands,
    private readonly save: SaveCustomer,
    private readonly read: CustomersRead,
  ) {}

  @Serve(api.list) async list(_: RequestContext, { q, limit }: In<'list'>) {
    return { customers: await this.read.list(q, limit) };
  }
  @Serve(api.get) get(c: RequestContext, { id }: In<'get'>) {
    return this.read.detail(null, principalOf(c), id);
  }
  @Serve(api.create) create(c: RequestContext, input: In<'create'>) {
    const command = commandOf(c);
    return this.commands.run(command, async (tx) => ({
      reply: await this.save.create(tx, command.principal, input, command.now),
      facts: [],
    }));
  }
}
