import { ANSWER_WINDOW_DAYS, plusDays, type SurveyState } from './survey.js';

/** Fewer answers than this say nothing: they are told as a number, never as a share or a mean. */
export const ENOUGH_ANSWERS = 5;
/** From this score on the buyer was satisfied. */
const SATISFIED = 4;

export type SurveyRecord = {
  state: SurveyState;
  sentAt: string | null;
  answeredAt: string | null;
  score: number | null;
  /** The answer counts; see `judgeAnswer`. */
  counted: boolean;
};
/** From the first instant to before the last. */
export type Span = { from: string; to: string };

export type Csat = {
  /** Answers that came in within the time, and count. */
  n: number;
  /** Of them, 4 or 5. */
  satisfied: number;
  /** satisfied ÷ n, 0–1; null below five answers. */
  share: number | null;
  /** 1–5; null below five answers. */
  mean: number | null;
  insufficient: boolean;
  /** Answers that were kept but do not count. */
  uncounted: number;
  /** Surveys sent within the time that have had their chance: answered by a buyer, expired, or out for more than a week. */
  judged: number;
  /** Of them, answered. */
  answered: number;
  /** answered ÷ judged, 0–1; null while nothing is judged. */
  responseRate: number | null;
};

const within = (at: string | null, { from, to }: Span): boolean => at !== null && at >= from && at < to;

/** A survey that is out has had its chance when it was answered, when it expired, or a week after it went out. */
export const isJudged = (survey: Pick<SurveyRecord, 'state' | 'sentAt'>, now: string): boolean =>
  survey.sentAt !== null &&
  (survey.state === 'answered' || survey.state === 'expired' || plusDays(survey.sentAt, ANSWER_WINDOW_DAYS) <= now);

/**
 * Customer satisfaction (S5, trade.md §3.8): answers 4–5 ÷ answers 1–5. Answers belong to the day on which they came in, so that a month
 * that is over stays as it was; the response rate belongs to the surveys that were sent. An answer that does not count says
 * nothing of whether buyers answer: its survey is in neither part of the response rate, only among the uncounted.
 */
export function csatOf(surveys: readonly SurveyRecord[], span: Span, now: string): Csat {
  const answers = surveys.filter((s) => s.score !== null && within(s.answeredAt, span));
  const scores = answers.filter((s) => s.counted).map((s) => s.score!);
  const n = scores.length;
  const satisfied = scores.filter((s) => s >= SATISFIED).length;
  const sent = surveys.filter((s) => within(s.sentAt, span) && isJudged(s, now) && (s.counted || s.score === null));
  const answered = sent.filter((s) => s.state === 'answered').length;
  const insufficient = n < ENOUGH_ANSWERS;
  return {
    n,
    satisfied,
    share: insufficient ? null : satisfied / n,
    mean: insufficient ? null : scores.reduce((sum, s) => sum + s, 0) / n,
    insufficient,
    uncounted: answers.length - n,
    judged: sent.length,
    answered,
    responseRate: sent.length === 0 ? null : answered / sent.length,
  };
}
