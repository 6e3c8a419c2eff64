import { Platform1764000000001 } from './1764000000001-platform.js';
import { People1764000000002 } from './1764000000002-people.js';
import { Orders1764000000003 } from './1764000000003-orders.js';
import { Points1764000000004 } from './1764000000004-points.js';
import { NarrowerRole1764000000011 } from './1764000000011-narrower-role.js';

/** In order. A migration that has shipped is never edited; a new one is added. */
export const MIGRATIONS = [
  Platform1764000000001,
  People1764000000002,
  Orders1764000000003,
  Points1764000000004,
  NarrowerRole1764000000011,
];
