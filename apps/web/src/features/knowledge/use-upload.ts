import { knowledgeApi } from '@tallyboard/contracts/knowledge';
import type { Problem } from '@tallyboard/contracts/problems';
import { extensionOf, FILE_LIMITS, fileAddress, isPicture } from '@tallyboard/rules/knowledge/file-kinds';
import { ref, shallowRef } from 'vue';
import { call } from '../../platform/call';

/** A file that was not taken in, and why. */
export type RefusedFile = { name: string; why: Problem | 'unreachable' | 'empty' };
const refusal = (code: Problem['code']): Problem => ({ type: `urn:problem:${code}`, status: 422, code });

/** What stands for a file in a text: a picture is shown, everything else is a link. */
export function referenceTo({ id, name, type }: { id: string; name: string; type: string }): string {
  const words = name.replace(/[\\[\]]/g, '\\$&');
  return `${isPicture(type) ? '!' : ''}[${words}](${fileAddress(id)})`;
}

/** Sends files into the item that is being written, one after the other. `itemId`: of the draft, saved first where it is new. */
export function useUpload(itemId: () => Promise<string | null>) {
  const sending = ref(0);
  const refused = shallowRef<readonly RefusedFile[]>([]);

  /** What stands for it in the text; null when it was refused. Looked at here first, so that nobody waits in vain. */
  async function one(file: File): Promise<string | null> {
    const fail = (why: RefusedFile['why']): null => {
      refused.value = [...refused.value, { name: file.name, why }];
      return null;
    };
    if (!extensionOf(file.name)) return fail(refusal('knowledge.file_kind'));
    if (file.size === 0) return fail('empty');
    if (file.size > FILE_LIMITS.bytes) return fail(refusal('knowledge.file_too_large'));
    const id = await itemId();
    if (!id) return fail('unreachable');
    try {
      const content = new Uint8Array(await file.arrayBuffer());
      const answer = await call(knowledgeApi.addFile, { id, name: file.name.slice(-FILE_LIMITS.name), content });
      return answer.ok ? referenceTo(answer.reply) : fail(answer.problem);
    } catch {
      return fail('unreachable');
    }
  }
  async function upload(files: readonly File[]): Promise<string> {
    refused.value = [];
    sending.value += files.length;
    const references: string[] = [];
    for (const file of files) {
      const reference = await one(file);
      if (reference) references.push(reference);
      sending.value -= 1;
    }
    return references.join('\n\n');
  }
  return { sending, refused, upload };
}
