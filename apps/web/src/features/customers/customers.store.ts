import type { InputOf } from '@tallyboard/contracts/endpoint';
import { type Customer, type CustomerDetail, customersApi } from '@tallyboard/contracts/customers';
import { defineStore } from 'pinia';
import { computed, shallowReactive } from 'vue';
import { type Answer, call } from '../../platform/call';

/** The customers that were last asked for. */
export const useCustomers = defineStore('customers', () => {
  const found = shallowReactive(new Map<string, Customer>());
  const list = computed(() => [...found.values()]);
  let latest = 0;

  /** Searches; a slow answer to an earlier question is dropped. */
  async function search(q: string, limit = 50): Promise<boolean> {
    const mine = (latest += 1);
    const answer = await call(customersApi.list, q.trim() ? { q: q.trim(), limit } : { limit });
    if (mine !== latest || !answer.ok) return answer.ok;
    found.clear();
    for (const c of answer.reply.customers) found.set(c.id, c);
    return true;
  }
  const keep = (answer: Answer<CustomerDetail>): Answer<CustomerDetail> => {
    if (answer.ok) {
      const { contacts: _, team: __, mayChange: ___, ...row } = answer.reply;
      found.set(row.id, row);
    }
    return answer;
  };
  const read = (id: string): Promise<Answer<CustomerDetail>> => call(customersApi.get, { id });
  const create = async (input: InputOf<typeof customersApi.create>): Promise<Answer<CustomerDetail>> =>
    keep(await call(customersApi.create, input));
  const change = async (input: InputOf<typeof customersApi.change>): Promise<Answer<CustomerDetail>> =>
    keep(await call(customersApi.change, input));
  return { list, search, read, create, change };
});
