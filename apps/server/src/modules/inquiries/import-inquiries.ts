import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import { intakeApi } from '@tallyboard/contracts/inquiry-intake';
import { SHEET_COLUMNS, type SheetColumn } from '@tallyboard/rules/inquiries/sheet-columns';
import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import type { EntityManager } from 'typeorm';
import { v5 as uuidOf } from 'uuid';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { keyedDigest } from '../../platform/db/keyed-digest.js';
import { AppError } from '../../platform/http/app-error.js';
import { isUniqueViolation } from '../../platform/db/retry.js';
import { ReceiveInquiry } from './receive-inquiry.js';

type Input = InputOf<typeof intakeApi.importSheet>;
type Report = ReplyOf<typeof intakeApi.importSheet>;
type Row = Report['rows'][number];

const MOST_ROWS = 2_000;
/** A row is what a form sends. */
const shape = intakeApi.receive.input.omit({ token: true, website: true });

/** Inquiries from a sheet: each row once, by its number in the other program or by what it says. */
@Injectable()
export class ImportInquiries {
  constructor(
    private readonly commands: Commands,
    private readonly inquiries: ReceiveInquiry,
  ) {}

  /** Each row is a command of its own: a long sheet keeps nobody waiting, and one that breaks off goes on where it stopped. */
  async run(context: CommandContext, { csv, preview }: Input): Promise<Report> {
    const rows: Row[] = [];
    const seen = new Map<string, number>();
    for (const [i, record] of read(csv).entries()) {
      const own = { ...context, commandId: context.commandId && uuidOf(`row ${i}`, context.commandId) };
      rows.push(
        await this.commands.run(
          own,
          async (tx) => {
            const { row, receive } = await this.plan(tx, context, record, i + 2, seen);
            if (!receive || preview) return { reply: row, facts: [] };
            const { inquiry, facts } = await receive();
            return { reply: { ...row, inquiryId: inquiry.id }, facts };
          },
          // Somebody else brought it in meanwhile: looked at again, it is known.
          (error) => isUniqueViolation(error, 'inquiry_sheet'),
        ),
      );
    }
    return { rows };
  }

  private async plan(
    tx: EntityManager,
    context: CommandContext,
    record: Record<string, string>,
    line: number,
    seen: Map<string, number>,
  ): Promise<{ row: Row; receive: (() => ReturnType<ReceiveInquiry['inTransaction']>) | null }> {
    const {
      buyer = '',
      country = '',
      language = '',
      received_at: receivedAt = '',
      external_id: externalId = '',
    } = record;
    const base = { line, buyer: buyer.slice(0, 120), problems: [], inquiryId: null };
    const { teamId } = context.principal;
    const parsed = shape.safeParse({
      ...(externalId && { externalId }),
      buyer,
      contact: { name: record['name'] ?? '', email: record['email'] ?? '', phone: record['phone'] ?? '' },
      country: country.trim().toUpperCase() || null,
      language: language.trim().toLowerCase() || null,
      product: record['product'] ?? '',
      subject: record['subject'] ?? '',
      message: record['message'] ?? '',
    });
    const at = receivedAt ? Date.parse(receivedAt) : Date.parse(context.now);
    const problems = columnsOf(parsed.error?.issues ?? []);
    if (Number.isNaN(at) || at > Date.parse(context.now)) problems.push('received_at');
    if (!parsed.success || problems.length > 0)
      return { row: { ...base, outcome: 'refused', problems }, receive: null };
    const { message, externalId: _, ...fields } = parsed.data;
    // Whatever looked like a digest was keyed by migration 071, a number of the other program that looks like one too.
    const word = externalId || digestOf(JSON.stringify(record));
    const keyed = await keyedDigest(tx, word);
    const externalKey = `sheet:${externalId || keyed}`;
    const known =
      (seen.get(externalKey) ?? line) < line
        ? { id: null }
        : (
            await tx.query<{ id: string }[]>(
              'select id from inquiry where team_id = $1 and source_id is null and external_key = any($2)',
              [teamId, [`sheet:${word}`, `sheet:${keyed}`]],
            )
          )[0];
    if (!seen.has(externalKey)) seen.set(externalKey, line);
    if (known) return { row: { ...base, outcome: 'known', inquiryId: known.id }, receive: null };
    const receive = () =>
      this.inquiries.inTransaction(tx, context, {
        ...fields,
        teamId,
        sourceKind: 'sheet',
        source: null,
        externalKey,
        network: null,
        text: message,
        channel: 'email',
        receivedAt: new Date(at).toISOString(),
        customerId: null,
        ownerId: null,
      });
    return { row: { ...base, outcome: 'new' }, receive };
  }
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** The columns that faults lie in, in the order of the sheet. */
const columnsOf = (issues: readonly { path: readonly PropertyKey[] }[]): SheetColumn[] => {
  const named = new Set(issues.map(({ path }) => (path.at(-1) === 'externalId' ? 'external_id' : path.at(-1))));
  return SHEET_COLUMNS.filter((column) => named.has(column));
};

function read(csv: string): Record<string, string>[] {
  let records: Record<string, string>[];
  let header: string[] = [];
  try {
    records = parse<Record<string, string>>(csv, {
      bom: true,
      columns: (names: string[]) => (header = names.map((name) => name.trim().toLowerCase())),
      skip_empty_lines: true,
      trim: true,
      relax_column_count: true,
    });
  } catch {
    throw new AppError('inquiries.sheet_unreadable');
  }
  if (!header.includes('buyer')) throw new AppError('inquiries.sheet_without_buyer');
  if (records.length > MOST_ROWS)
    throw new AppError('inquiries.sheet_too_long', { rows: records.length, mostRows: MOST_ROWS });
  return records;
}
