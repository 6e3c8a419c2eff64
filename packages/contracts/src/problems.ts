import { accessProblems } from './access.js';
import { calendarsProblems } from './calendars.js';
import { customersProblems } from './customers.js';
import { inquiriesProblems } from './inquiries.js';
import { ordersProblems } from './orders.js';
import { peopleProblems } from './people.js';
import { platformProblems } from './platform.js';
import { pointsProblems } from './points.js';
import { adjustmentsProblems } from './adjustments.js';
import { awardsProblems } from './awards.js';
import { knowledgeProblems } from './knowledge-problems.js';
import { knowledgeUsesProblems } from './knowledge-uses.js';
import { kudosProblems } from './kudos.js';
import { notesProblems } from './notes.js';
import { rewardsProblems } from './rewards.js';
import { ruleLabProblems } from './rule-lab.js';
import { storeProblems } from './store.js';
import { surveysProblems } from './surveys.js';

/** Every refusal the product can give, with its HTTP status. The web has a text in both languages for each, or does not compile. */
export const PROBLEMS = {
  ...platformProblems,
  ...peopleProblems,
  ...accessProblems,
  ...customersProblems,
  ...surveysProblems,
  ...kudosProblems,
  ...awardsProblems,
  ...rewardsProblems,
  ...ruleLabProblems,
  ...adjustmentsProblems,
  ...inquiriesProblems,
  ...ordersProblems,
  ...pointsProblems,
  ...calendarsProblems,
  ...knowledgeProblems,
  ...knowledgeUsesProblems,
  ...notesProblems,
  ...storeProblems,
} as const;
export type ProblemCode = keyof typeof PROBLEMS;
export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(PROBLEMS, code);

/** RFC 9457 problem details: `type` is `urn:problem:<code>`; further members are the details of the code. */
export type Problem = {
  type: string;
  status: number;
  code: ProblemCode;
  requestId?: string;
  [detail: string]: unknown;
};
