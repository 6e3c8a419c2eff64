import { Controller } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { ordersApi as api } from '@tallyboard/contracts/orders';
import { actingIn } from '../../platform/auth/acting-in.js';
import { commandIn, principalOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { ImportOrders } from './import-orders.js';
import { SheetOut } from './sheet-out.js';

/** Sheets in and out. */
@Controller()
export class ImportsController {
  constructor(
    private readonly imports: ImportOrders,
    private readonly sheets: SheetOut,
  ) {}

  @Serve(api.importPreview) async preview(c: RequestContext, input: InputOf<typeof api.importPreview>) {
    return this.imports.preview(actingIn(principalOf(c), input.teamId), input);
  }
  @Serve(api.importRun) async run(c: RequestContext, input: InputOf<typeof api.importRun>) {
    return this.imports.run(commandIn(c, input.teamId), input);
  }
  @Serve(api.importTemplate) async template(_: RequestContext, { locale }: InputOf<typeof api.importTemplate>) {
    return Promise.resolve(this.sheets.template(locale));
  }
  @Serve(api.export) async export(c: RequestContext, { teamId, ...filter }: InputOf<typeof api.export>) {
    return this.sheets.orders(actingIn(principalOf(c), teamId), filter);
  }
}
