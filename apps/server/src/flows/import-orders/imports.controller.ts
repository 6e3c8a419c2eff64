import { Controller } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { ordersApi as api } from '@tallyboard/contracts/orders';
import { commandOf, principalOf, type RequestContext } from '../../platform/http/request.js';
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

  @Serve(api.importPreview) preview(c: RequestContext, input: InputOf<typeof api.importPreview>) {
    return this.imports.preview(principalOf(c), input);
  }
  @Serve(api.importRun) run(c: RequestContext, input: InputOf<typeof api.importRun>) {
    return this.imports.run(commandOf(c), input);
  }
  @Serve(api.importTemplate) async template(_: RequestContext, { locale }: InputOf<typeof api.importTemplate>) {
    return Promise.resolve(this.sheets.template(locale));
  }
  @Serve(api.export) export(c: RequestContext, filter: InputOf<typeof api.export>) {
    return this.sheets.orders(principalOf(c), filter);
  }
}
