/** What a sheet of orders may say, and how its headers are called in Chinese and English offices. */
export const SHEET_FIELDS = [
  'no',
  'customerName',
  'country',
  'title',
  'stage',
  'incoterm',
  'place',
  'currency',
  'amount',
  'promisedShipOn',
  'ownerSales',
  'ownerDocuments',
  'ownerLogistics',
] as const;
export type SheetField = (typeof SHEET_FIELDS)[number];
export const REQUIRED_FIELDS: readonly SheetField[] = ['no', 'customerName'];

/** Field -> header of the sheet. */
export type Mapping = Partial<Record<SheetField, string>>;

const HEADERS: Readonly<Record<SheetField, readonly string[]>> = {
  no: [
    '订单号',
    '订单编号',
    '合同号',
    '合同编号',
    '单号',
    'pi号',
    'order no',
    'order number',
    'order',
    'po no',
    'pi no',
    'contract no',
    'no',
  ],
  customerName: ['客户', '客户名称', '买方', '公司名称', 'customer', 'customer name', 'buyer', 'client', 'company'],
  country: [
    '国家',
    '国别',
    '国家/地区',
    '目的国',
    '市场',
    'country',
    'country/region',
    'market',
    'destination country',
  ],
  title: ['品名', '产品', '产品名称', '货物', '货描', '货物描述', 'product', 'goods', 'description', 'title', 'item'],
  stage: ['阶段', '状态', '进度', '订单状态', 'stage', 'status'],
  incoterm: ['贸易术语', '价格条款', '成交方式', '贸易条款', 'incoterm', 'incoterms', 'terms', 'trade term'],
  place: ['地点', '港口', '目的港', '装运港', '指定地点', 'place', 'port', 'named place', 'destination'],
  currency: ['币种', '货币', '币别', 'currency', 'ccy'],
  amount: ['金额', '总金额', '订单金额', '合同金额', '货值', 'amount', 'total', 'total amount', 'order value', 'value'],
  promisedShipOn: [
    '承诺船期',
    '交期',
    '船期',
    '交货期',
    '装运期',
    '预计出货',
    '出货日期',
    'ship date',
    'promised ship date',
    'delivery date',
    'etd',
    'shipment date',
    'due date',
  ],
  ownerSales: [
    '业务员',
    '销售',
    '跟进人',
    '负责人',
    '业务',
    'sales',
    'sales owner',
    'sales rep',
    'owner',
    'salesperson',
  ],
  ownerDocuments: ['单证', '单证员', 'documents', 'documents owner', 'docs', 'documentation'],
  ownerLogistics: ['物流', '跟单', '跟单员', '货代跟进', 'logistics', 'logistics owner', 'shipping clerk'],
};

const plain = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_*:：.。()（）-]+/g, ' ')
    .trim();

/** Which header is which field, as far as the names tell: exact names first, then headers that begin with one. Each header serves once. */
export function guessMapping(headers: readonly string[]): Mapping {
  const mapping: Mapping = {};
  const free = new Set(headers.filter((h) => plain(h) !== ''));
  const take = (match: (header: string, name: string) => boolean): void => {
    for (const field of SHEET_FIELDS) {
      if (mapping[field]) continue;
      const header = [...free].find((h) => HEADERS[field].some((name) => match(plain(h), name)));
      if (!header) continue;
      mapping[field] = header;
      free.delete(header);
    }
  };
  take((header, name) => header === name);
  take((header, name) => (name.length > 2 || /\p{Script=Han}{2}/u.test(name)) && header.startsWith(name));
  return mapping;
}
