import type { ImportReport } from '@tallyboard/contracts/order-imports';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { ordersApi } from '@tallyboard/contracts/orders';
import { defineStore } from 'pinia';
import { type Answer, call } from '../../platform/call';
import { localeNow } from '../../platform/i18n';

type Sheet = InputOf<typeof ordersApi.importPreview>;

/** Sheets in and out. */
export const useImports = defineStore('imports', () => {
  const preview = (sheet: Sheet): Promise<Answer<ImportReport>> => call(ordersApi.importPreview, sheet);
  const run = (sheet: Sheet, commandId: string): Promise<Answer<ImportReport>> =>
    call(ordersApi.importRun, sheet, commandId);
  const template = (): Promise<Answer<string>> => call(ordersApi.importTemplate, { locale: localeNow() });
  const sheet = (filter: Omit<InputOf<typeof ordersApi.export>, 'locale'>): Promise<Answer<string>> =>
    call(ordersApi.export, { ...filter, locale: localeNow() });
  return { preview, run, template, sheet };
});
