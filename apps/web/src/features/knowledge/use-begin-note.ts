import { useRouter } from 'vue-router';
import { useAsking } from '../../ui/use-asking';
import { useNotes } from './notes.store';

/** From what was learned to the note about it: begun if there was none, and open to be written. */
export function useBeginNote() {
  const router = useRouter();
  const notes = useNotes();
  const { busy, refusal, ask } = useAsking();
  async function begin(redemptionId: string): Promise<void> {
    const item = await ask(notes.begin(redemptionId));
    if (item) await router.push({ name: 'knowledge', params: { id: item.id }, query: { edit: '1' } });
  }
  return { busy, refusal, ask, begin };
}
