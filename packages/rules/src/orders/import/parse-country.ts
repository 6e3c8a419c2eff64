const ALIASES: Readonly<Record<string, string>> = {
  usa: 'US',
  'u.s.a.': 'US',
  'u.s.': 'US',
  america: 'US',
  uk: 'GB',
  england: 'GB',
  britain: 'GB',
  uae: 'AE',
  ksa: 'SA',
  korea: 'KR',
  russia: 'RU',
  vietnam: 'VN',
  holland: 'NL',
  czech: 'CZ',
  turkey: 'TR',
  沙特: 'SA',
  阿联酋: 'AE',
  迪拜: 'AE',
  韩国: 'KR',
  南韩: 'KR',
  台湾: 'TW',
  中国台湾: 'TW',
  香港: 'HK',
  中国香港: 'HK',
  澳门: 'MO',
  捷克: 'CZ',
  孟加拉: 'BD',
  刚果金: 'CD',
  南非: 'ZA',
  英格兰: 'GB',
};

/** ISO 3166-1 alpha-2, as of 2026. */
export const COUNTRIES: readonly string[] =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'.split(
    ' ',
  );

let names: Map<string, string> | null = null;
function known(): Map<string, string> {
  if (names) return names;
  names = new Map(Object.entries(ALIASES));
  for (const language of ['zh', 'en'].map((l) => new Intl.DisplayNames([l], { type: 'region' }))) {
    for (const code of COUNTRIES) names.set(language.of(code)!.toLowerCase(), code);
  }
  return names;
}

/** ISO 3166-1 alpha-2 of a country written as code or name, Chinese or English; null when unknown. */
export function parseCountry(text: string): string | null {
  const t = text.normalize('NFKC').trim();
  return known().get(t.toLowerCase()) ?? COUNTRIES.find((code) => code === t.toUpperCase()) ?? null;
}
