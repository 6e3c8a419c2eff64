/** Something a newcomer may show: an order of theirs that was won, or an inquiry that was qualified for them. `on`: the business day. */
export type Mark = {
  kind: 'order' | 'inquiry';
  id: string;
  userId: string;
  no: string;
  at: string;
  on: string;
};
/** What somebody has to show of their first days, in the order in which it came. */
export type Newcomer = {
  userId: string;
  joinedOn: string;
  orders: readonly Mark[];
  inquiries: readonly Mark[];
};
