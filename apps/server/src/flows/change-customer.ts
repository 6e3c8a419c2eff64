import { Injectable } from '@nestjs/common';
import type { CustomerDetail, customersApi } from '@tallyboard/contracts/customers';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { CustomersRead } from '../modules/customers/customers.read.js';
import { SaveCustomer } from '../modules/customers/save-customer.js';
import { RenameCustomer } from '../modules/orders/rename-customer.js';
import type { CommandContext } from '../platform/commands/command.js';
import { Commands } from '../platform/commands/run-command.js';

/** A customer is changed, and every open order of it shows so on its board. */
@Injectable()
export class ChangeCustomer {
  constructor(
    private readonly commands: Commands,
    private readonly customers: SaveCustomer,
    private readonly read: CustomersRead,
    private readonly orders: RenameCustomer,
  ) {}

  run(context: CommandContext, input: InputOf<typeof customersApi.change>): Promise<CustomerDetail> {
    return this.commands.run(context, async (tx) => {
      const before = await this.read.detail(tx, context.principal, input.id);
      const reply = await this.customers.change(tx, context.principal, input);
      return { reply, facts: await this.orders.inTransaction(tx, input.id, before) };
    });
  }
}
