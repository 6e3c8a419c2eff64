import { customersApi } from './customers.js';
import { ordersApi } from './orders.js';
import { peopleApi } from './people.js';
import { platformApi } from './platform.js';
import { pointsApi } from './points.js';

/** Every endpoint, by domain. A route that is not in here does not exist. */
export const API = {
  platform: platformApi,
  people: peopleApi,
  customers: customersApi,
  orders: ordersApi,
  points: pointsApi,
} as const;
