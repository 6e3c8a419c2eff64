import { lightPage } from './vite.page.config.js';

/** A buyer opens it on a telephone. */
export default lightPage('survey', 40);
