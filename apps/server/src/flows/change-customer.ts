import { Injectable } from '@nestjs/common';
import type { CustomerDetail, customersApi } from '@tallyboard/contracts/customers';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { CustomersRead } from '../modules/customers/customers.read.js';
import { PrepareSurvey } from '../modules/customers/prepare-survey.js';
import { SaveCustomer } from '../modules/customers/save-customer.js';
import { RenameCustomer } from '../modules/orders/rename-customer.js';
import type { CommandContext } from '../platform/commands/command.js';
import { Commands } from '../platform/commands/run-command.js';

/** A customer is changed, every open order of it shows so on its board, and surveys that waited for somebody to ask go on. */
@Injectable()
export class ChangeCustomer {
  constructor(
    private readonly commands: Commands,
    private readonly customers: SaveCustomer,
    private readonly read: CustomersRead,
    private readonly orders: RenameCustomer,
    private readonly surveys: PrepareSurvey,
  ) {}

  run(context: CommandContext, input: InputOf<typeof customersApi.change>): Promise<CustomerDetail> {
    return this.commands.run(context, async (tx) => {
      const before = await this.read.detail(tx, context.principal, input.id);
      const reply = await this.customers.change(tx, context.principal, input);
      if (input.contacts) await this.surveys.prepareWaiting(tx, input.id, context.now);
      return { reply, facts: await this.orders.inTransaction(tx, input.id, before) };
    });
  }
}
