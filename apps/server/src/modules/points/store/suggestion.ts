/** What colleagues would like to find in the store, to be narrowed down. */
export const SUGGESTION = `select id, user_id as "userId", type, title, link, why, at, state from store_suggestion`;
