import { REPLY_WINDOW_MS } from '../../inquiries/inquiry.js';
import type { InquiryEvidence, PointRule } from '../rule.js';

const MINUTE = 60_000;

/**
 * INQ-01 首次响应: the faster the first answer in one's own hours, the more; within 24 hours at least one. Written by a human, not nearly
 * one of the last three, to a buyer's first message of a day, on an inquiry that neither one entered oneself nor a colleague wrote. It counts
 * when the talk goes on.
 */
export const inq01: PointRule<
  { fastMinutes: number; fast: number; soonMinutes: number; soon: number; inTime: number; perDay: number },
  InquiryEvidence
> = {
  id: 'INQ-01',
  of: 'inquiry',
  currency: 'HP',
  defaults: { fastMinutes: 60, fast: 5, soonMinutes: 240, soon: 3, inTime: 1, perDay: 30 },
  entitle: ({ inquiry, today }, p) => {
    const { firstResponse: answer, status, createdBy, internal } = inquiry;
    if (!answer || status === 'invalid' || internal || answer.copied || !answer.ownClock || answer.lapsed) return [];
    if (createdBy === answer.by || answer.elapsedMs > REPLY_WINDOW_MS) return [];
    // Where the hours are not known, only the clock on the wall is.
    const worked = answer.workedMs === null ? Infinity : answer.workedMs / MINUTE;
    const amount = worked <= p.fastMinutes ? p.fast : worked <= p.soonMinutes ? p.soon : p.inTime;
    return [
      {
        ownerId: answer.by,
        amount,
        cap: { key: `${answer.by}|${today}`, limit: p.perDay },
        bucket: answer.followedUpAt ? 'vested' : 'pending',
        inputs: {
          elapsed: Math.floor(answer.elapsedMs / MINUTE),
          worked: Number.isFinite(worked) ? Math.floor(worked) : '—',
        },
      },
    ];
  },
};
