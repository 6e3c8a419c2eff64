import { accessApi } from './access.js';
import { adjustmentsApi } from './adjustments.js';
import { awardsApi } from './awards.js';
import { calendarsApi } from './calendars.js';
import { customersApi } from './customers.js';
import { dutyApi } from './duty.js';
import { inquiriesApi } from './inquiries.js';
import { intakeApi } from './inquiry-intake.js';
import { knowledgeApi } from './knowledge.js';
import { knowledgeUsesApi } from './knowledge-uses.js';
import { kudosApi } from './kudos.js';
import { linksApi } from './links.js';
import { notesApi } from './notes.js';
import { ordersApi } from './orders.js';
import { peopleApi } from './people.js';
import { questionsApi } from './questions.js';
import { retrospectivesApi } from './retrospectives.js';
import { platformApi } from './platform.js';
import { pointsApi } from './points.js';
import { rewardsApi } from './rewards.js';
import { ruleLabApi } from './rule-lab.js';
import { screensApi } from './screens.js';
import { sessionsApi } from './sessions.js';
import { storeApi } from './store.js';
import { surveysApi } from './surveys.js';

/** Every endpoint, by domain. A route that is not in here does not exist. */
export const API = {
  platform: platformApi,
  sessions: sessionsApi,
  people: peopleApi,
  links: linksApi,
  screens: screensApi,
  access: accessApi,
  customers: customersApi,
  store: storeApi,
  surveys: surveysApi,
  orders: ordersApi,
  points: pointsApi,
  knowledge: knowledgeApi,
  retrospectives: retrospectivesApi,
  questions: questionsApi,
  notes: notesApi,
  knowledgeUses: knowledgeUsesApi,
  kudos: kudosApi,
  adjustments: adjustmentsApi,
  awards: awardsApi,
  rewards: rewardsApi,
  ruleLab: ruleLabApi,
  calendars: calendarsApi,
  duty: dutyApi,
  inquiries: inquiriesApi,
  intake: intakeApi,
} as const;
