import { useRouter } from 'vue-router';
import { useAsking } from '../../ui/use-asking';
import { useCases } from './cases.store';

/** From an order to its case: begun if there was none, and open to be written. */
export function useBeginCase() {
  const router = useRouter();
  const cases = useCases();
  const { busy, refusal, ask } = useAsking();
  async function begin(orderId: string): Promise<void> {
    const item = await ask(cases.begin(orderId));
    if (item) await router.push({ name: 'knowledge', params: { id: item.id }, query: { edit: '1' } });
  }
  return { busy, refusal, begin };
}
