export const stage = {
  INQUIRY: 'Inquiry',
  QUOTED: 'Quoted',
  NEGOTIATING: 'Negotiation',
  PI_SIGNED: 'PI signed',
  SECURED: 'Deposit / L/C',
  PRODUCTION: 'Production',
  INSPECTED: 'Inspected',
  BOOKED: 'Booked',
  DOCS_READY: 'Documents ready',
  DECLARED: 'Declared',
  LOADED: 'Loaded',
  SHIPPED: 'On board',
  DOCS_SENT: 'Documents sent',
  ARRIVED: 'Arrived',
  DELIVERED: 'Delivered',
  SETTLED: 'Settled',
  CLOSED: 'Closed',
  LOST: 'Lost',
};

export const lane = { sales: 'Sales', documents: 'Documents', logistics: 'Logistics' };

export const incoterm = {
  EXW: 'EXW Ex Works',
  FCA: 'FCA Free Carrier',
  FAS: 'FAS Free Alongside Ship',
  FOB: 'FOB Free on Board',
  CFR: 'CFR Cost and Freight',
  CIF: 'CIF Cost, Insurance and Freight',
  CPT: 'CPT Carriage Paid To',
  CIP: 'CIP Carriage and Insurance Paid To',
  DAP: 'DAP Delivered at Place',
  DPU: 'DPU Delivered at Place Unloaded',
  DDP: 'DDP Delivered Duty Paid',
};

export const deadline = {
  quote_validity: 'Quote expiry',
  fx_validity: 'FX rate lock',
  deposit_due: 'Deposit',
  goods_ready: 'Goods ready',
  latest_shipment: 'L/C latest shipment',
  cy_cutoff: 'CY cut-off',
  presentation: 'L/C presentation',
  lc_expiry: 'L/C expiry',
  eta: 'ETA',
  balance_due: 'Balance',
  free_time: 'Free time',
  other: 'Deadline',
  promised_ship: 'Promised shipment',
};

export const backward = {
  customer_change: 'Customer changed the order',
  documents_returned: 'Documents returned',
  payment_issue: 'Payment problem',
  production_issue: 'Production problem',
  schedule_change: 'Sailing schedule changed',
  mistake: 'Moved by mistake',
  other: 'Another reason',
};

export const loss = {
  price: 'Price',
  lead_time: 'Lead time',
  quality: 'Quality',
  payment_terms: 'Payment terms',
  competitor: 'Went to a competitor',
  no_reply: 'No reply from the customer',
  project_stopped: 'Project cancelled',
  other: 'Another reason',
};

export const track = { production: 'Prod.', documents: 'Docs', logistics: 'Freight', payment: 'Paid' };

export const status = { active: 'Active', on_hold: 'On hold', cancelled: 'Cancelled' };

export const fact = {
  'orders.created': 'Created',
  'orders.edited': 'Edited',
  'orders.moved': 'Moved',
  'orders.held': 'Put on hold',
  'orders.resumed': 'Resumed',
  'orders.cancelled': 'Cancelled',
  'orders.lost': 'Marked as lost',
  'orders.reopened': 'Reopened',
  'orders.undone': 'Undone',
  'orders.joined': 'Moved to this team',
  'orders.left': 'Moved to another team',
  'orders.reranked': 'Position changed',
  'orders.stages_changed': 'Board columns changed',
  'people.joined': 'Joined the team',
  'people.changed': 'Profile changed',
  'people.left': 'Left the team',
  'points.granted': 'Points granted',
  'points.reversed': 'Points reversed',
};

export const field = {
  no: 'Order no.',
  customerId: 'Customer',
  customerName: 'Customer',
  country: 'Country/region',
  title: 'Goods',
  incoterm: 'Incoterm',
  place: 'Named place',
  currency: 'Currency',
  amount: 'Amount',
  amountMinor: 'Amount',
  amountUsdMinor: 'Amount in USD',
  promisedShipOn: 'Promised shipment',
  frozenShipOn: 'Fixed shipment date',
  onBoardOn: 'On board',
  deadline: 'Next deadline',
  deadlineKind: 'Deadline type',
  deadlineOn: 'Deadline date',
  owners: 'Owners',
  ownerSales: 'Sales owner',
  ownerDocuments: 'Documents owner',
  ownerLogistics: 'Logistics owner',
  credit: 'Credit split',
  tracks: 'Progress',
  stage: 'Stage',
  status: 'Status',
  statusReason: 'Reason',
  note: 'Note',
  rank: 'Position',
  lostFrom: 'Stage before it was lost',
  securedAt: 'Secured',
  createdAt: 'Created',
};
