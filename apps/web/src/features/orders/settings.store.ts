import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import { ordersApi } from '@tallyboard/contracts/orders';
import type { StageSettings } from '@tallyboard/contracts/order-cards';
import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';
import { type Answer, call } from '../../platform/call';

export type Rate = ReplyOf<typeof ordersApi.rates>['rates'][number];

/** What managers set for the board: columns and rates. */
export const useBoardSettings = defineStore('board-settings', () => {
  const rates = shallowReactive(new Map<string, Rate>());
  async function loadRates(): Promise<void> {
    const answer = await call(ordersApi.rates, {});
    if (!answer.ok) return;
    rates.clear();
    for (const rate of answer.reply.rates) rates.set(rate.currency, rate);
  }
  async function setRate(rate: Rate): Promise<Answer<Rate>> {
    const answer = await call(ordersApi.setRate, rate);
    if (answer.ok) rates.set(answer.reply.currency, answer.reply);
    return answer;
  }
  const saveStages = (input: InputOf<typeof ordersApi.settings>): Promise<Answer<StageSettings>> =>
    call(ordersApi.settings, input);
  return { rates, loadRates, setRate, saveStages };
});
