/** Rules that give nothing but credits, which walls do not tell of. */
export const creditRule = {
  'KNW-02': 'Knowledge that helped',
  'KNW-03': 'Knowledge used',
  'KNW-04': 'Knowledge royalty',
  'KNW-05': 'Checked in time',
  'KNW-06': 'Found a mistake',
  'KNW-07': 'Answer accepted',
  'RET-02': 'Lesson put to use',
};
/** Rules that give honour. */
export const honourRule = {
  'INQ-01': 'First response',
  'INQ-02': 'Full week of replies',
  'INQ-03': 'Qualified inquiry',
  'ORD-01': 'Order won',
  'ORD-02': "New customer's first order",
  'ORD-03': 'Repeat order',
  'ORD-05': 'Shipped on time',
  'SAT-01': 'Buyer satisfied',
  'STG-01': 'Stage done',
  'LOG-01': 'Recorded at once',
  'KUD-01': 'Kudos',
  'ADJ-01': 'Manual adjustment',
  'MIL-01': 'First order as a newcomer',
  'MIL-02': 'Qualified inquiries of the first days',
  'KNW-01': 'Knowledge published',
  'RET-01': 'Retrospective published',
};
