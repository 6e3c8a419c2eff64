import { Injectable } from '@nestjs/common';
import type { awardsApi } from '@tallyboard/contracts/awards';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { awardFigures, awardRule, dayName, periodName, type Wording } from '@tallyboard/locale/award-words';
import { en } from '@tallyboard/locale/en';
import { createTranslator } from '@tallyboard/locale/translator';
import { zhCN } from '@tallyboard/locale/zh-cn';
import { isForCustomers } from '@tallyboard/rules/points/awards/catalogue';
import { certificateNo, type Certified, certify } from '@tallyboard/rules/points/awards/certificate';
import { DataSource } from 'typeorm';
import { seesTeam } from '../../../platform/auth/acting-in.js';
import type { Principal } from '../../../platform/auth/principal.js';
import { AppError } from '../../../platform/http/app-error.js';
import { RawReply } from '../../../platform/http/request.js';
import { isPrintable } from '../../../platform/pdf/font-slices.js';
import { printPdf } from '../../../platform/pdf/print-pdf.js';
import { AwardRow } from '../awards/award.entity.js';
import { certificatePage, type CertificateWords } from './certificate-page.js';

const WORDINGS: Readonly<Record<Wording['locale'], Wording>> = {
  'zh-CN': { locale: 'zh-CN', texts: zhCN },
  en: { locale: 'en', texts: en },
};
type Office = { name: string; zone: string };
type Named = { name: string; nameEn: string };
/** The sign by which Chinese print stands in for a character it has no type for. */
const NO_TYPE = '〓';

/** Certificates of published awards, for whoever sees the honour wall. */
@Injectable()
export class CertificateRead {
  constructor(private readonly db: DataSource) {}

  async pdf(principal: Principal, { id, winnerId, locale }: InputOf<typeof awardsApi.certificate>): Promise<RawReply> {
    const row = await this.db.manager.findOneBy(AwardRow, { id });
    if (!row || !seesTeam(principal, row.teamId)) throw new AppError('points.award_not_found');
    const certified = certify({ ...row, placed: row.ranking.placed }, winnerId);
    if (!certified) throw new AppError('points.award_no_certificate');
    const [office] = await this.db.query<[Office]>('select name, zone from people_organization_view');
    const words = wordsOf(row, certified, await this.winner(row, winnerId), office, WORDINGS[locale]);
    const bytes = await printPdf(certificatePage(words, row.decidedAt!), lettersOf(words));
    const file = `${[words.title, words.award, row.period, words.name].join('-').replaceAll(/[\\/:*?"<>|\s]+/g, '_')}.pdf`;
    return new RawReply(bytes, {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename="certificate-${certificateNo(row)}.pdf"; filename*=UTF-8''${encodeURIComponent(file)}`,
      'Cache-Control': 'private, no-cache',
    });
  }

  private async winner({ award }: AwardRow, id: string): Promise<Named> {
    const [found] = isForCustomers(award)
      ? await this.db.query<Named[]>(`select name, name as "nameEn" from customers_customer_view where id = $1`, [id])
      : await this.db.query<Named[]>(`select name, name_en as "nameEn" from people_person_view where id = $1`, [id]);
    return found!;
  }
}

const lettersOf = (words: CertificateWords): string => Object.values(words).flat(2).join('');

/** As they are called in this language; in letters where the face has no type for a rare character. */
function printedName({ name, nameEn }: Named, { locale }: Wording): string {
  const wanted = locale === 'en' && nameEn ? nameEn : name;
  return isPrintable(wanted) ? wanted : nameEn && isPrintable(nameEn) ? nameEn : printed(wanted);
}
const printed = (text: string): string =>
  [...text].map((character) => (isPrintable(character) ? character : NO_TYPE)).join('');

function wordsOf(
  row: AwardRow,
  { placed, isShared, restatedAt }: Certified,
  winner: Named,
  { name: company, zone }: Office,
  wording: Wording,
): CertificateWords {
  const t = createTranslator(wording.texts);
  const forCustomer = isForCustomers(row.award);
  const period = periodName(wording, row);
  const day = (at: string): string => dayName(wording, at, zone);
  return {
    title: t(forCustomer ? 'certificate.for_customer' : 'certificate.title'),
    name: printedName(winner, wording),
    body: t(forCustomer ? 'certificate.body_customer' : 'certificate.body', { period }),
    award: t(`award.${row.award}`),
    shared: isShared ? t('certificate.shared') : '',
    // How a customer was weighed against others is not what one writes to them.
    figures: forCustomer ? t('certificate.orders', { n: placed.n }) : awardFigures(wording, row, placed),
    rule: [
      `${t('certificate.rule', { version: row.ruleVersion })} · ${t('certificate.as_of', { on: day(row.asOf) })}`,
      ...(forCustomer ? [] : [awardRule(wording, row)]),
    ],
    restated: restatedAt ? t('certificate.restated', { on: day(restatedAt) }) : '',
    seal: t('certificate.seal'),
    company: printed(company),
    issued: [
      [t('certificate.issued'), day(row.decidedAt!)],
      [t('certificate.number'), certificateNo(row)],
    ],
  };
}
