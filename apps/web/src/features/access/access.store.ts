import { accessApi, type AuditEntry, type FailedSignIn, type OpenSession } from '@tallyboard/contracts/access';
import type { AuditAction } from '@tallyboard/contracts/audit';
import type { ReplyOf } from '@tallyboard/contracts/endpoint';
import { type ParkedSubject, platformApi } from '@tallyboard/contracts/platform';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { type Answer, call } from '../../platform/call';

/** Who is in, who tried, the audit trail, and orders whose points wait, as an admin sees them. */
export const useAccess = defineStore('access', () => {
  const sessions = shallowRef<readonly OpenSession[]>([]);
  const failures = shallowRef<readonly FailedSignIn[]>([]);
  const entries = shallowRef<readonly AuditEntry[]>([]);
  const more = shallowRef(false);
  /** Null until the server has said it. */
  const parked = shallowRef<readonly ParkedSubject[] | null>(null);
  let asked = 0;

  async function load(): Promise<void> {
    const [open, failed] = await Promise.all([call(accessApi.sessions, {}), call(accessApi.failures, {})]);
    if (open.ok) sessions.value = open.reply.sessions;
    if (failed.ok) failures.value = failed.reply.failures;
  }
  /** The trail from its newest line, or what follows the last one shown. A slow answer to an earlier question is dropped. */
  async function loadAudit(action: AuditAction | null, further = false): Promise<void> {
    const mine = (asked += 1);
    const before = further ? entries.value.at(-1)?.id : undefined;
    const answer = await call(accessApi.audit, { ...(action && { action }), ...(before && { before }) });
    if (!answer.ok || mine !== asked) return;
    entries.value = further ? [...entries.value, ...answer.reply.entries] : answer.reply.entries;
    more.value = answer.reply.more;
  }
  async function end(id: string): Promise<Answer<unknown>> {
    const answer = await call(accessApi.endSession, { id });
    if (answer.ok || answer.problem.code === 'access.session_not_found')
      sessions.value = sessions.value.filter((s) => s.id !== id);
    return answer;
  }
  async function loadParked(): Promise<Answer<ReplyOf<typeof platformApi.parked>>> {
    const answer = await call(platformApi.parked, {});
    if (answer.ok) parked.value = answer.reply.parked;
    return answer;
  }
  /** Tries a parked subject again; whatever came of it, the list is read again. */
  async function retry({ reaction, subject }: ParkedSubject): Promise<Answer<ReplyOf<typeof platformApi.retryParked>>> {
    const answer = await call(platformApi.retryParked, { reaction, subject });
    await loadParked().catch(() => null);
    return answer;
  }
  return { sessions, failures, entries, more, parked, load, loadAudit, loadParked, end, retry };
});
