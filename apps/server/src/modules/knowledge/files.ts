import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { knowledgeApi, KnowledgeFile } from '@tallyboard/contracts/knowledge';
import { FILE_LIMITS, FILE_UNUSED_DAYS } from '@tallyboard/rules/knowledge/file-kinds';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { Principal } from '../../platform/auth/principal.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { AppError } from '../../platform/http/app-error.js';
import { RawReply } from '../../platform/http/request.js';
import { checkedType } from './check-file.js';
import { readableFiles } from './file-uses.js';
import { viewerOf } from './items.read.js';
import { lockedItem } from './locked-item.js';

const PART_BYTES = 524_288;
const SWEPT_AT_ONCE = 200;
type FileRow = KnowledgeFile & { tag: string };

/** Pictures and papers in items. Who may read a text that refers to one may read it: an edition of the pool, or for those who see it a draft. */
@Injectable()
export class Files {
  constructor(
    private readonly db: DataSource,
    private readonly commands: Commands,
  ) {}

  /** To what its author is writing. */
  async add(
    context: CommandContext,
    { id, name, content }: InputOf<typeof knowledgeApi.addFile>,
  ): Promise<KnowledgeFile> {
    // Before anything is locked.
    const type = await checkedType(name, content);
    return this.commands.run(context, async (tx) => {
      const item = await lockedItem(tx, context.principal, id);
      if (item.authorId !== context.actorId) throw new AppError('knowledge.not_yours');
      if (item.state === 'in_review') throw new AppError('knowledge.in_review');
      await this.roomFor(tx, context.actorId, content.length);
      const file: KnowledgeFile = { id: uuid(), name, type, bytes: content.length };
      const sha256 = createHash('sha256').update(content).digest();
      await tx.query(
        'insert into knowledge_file (id, item_id, added_by, name, type, bytes, sha256, added_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
        [file.id, id, context.actorId, name, type, file.bytes, sha256, context.now],
      );
      for (let n = 0; n * PART_BYTES < content.length; n += 1)
        await tx.query('insert into knowledge_file_part (file_id, n, bytes) values ($1, $2, $3)', [
          file.id,
          n,
          Buffer.from(content.subarray(n * PART_BYTES, (n + 1) * PART_BYTES)),
        ]);
      return { reply: file, facts: [] };
    });
  }

  /** `known`: the tag of what the caller has already. */
  async read(principal: Principal, id: string, known: string | null): Promise<RawReply> {
    const [file] = await this.db.query<FileRow[]>(
      'select id, name, type, bytes, encode(sha256, $2) as tag from knowledge_file where id = $1',
      [id, 'hex'],
    );
    const may = await readableFiles(this.db.manager, viewerOf(principal), [id]);
    if (!file || !may.has(id)) throw new AppError('knowledge.file_not_found');
    const headers = headersOf(file);
    if (known === headers.ETag) return new RawReply(Buffer.alloc(0), headers, 304);
    const parts: Buffer[] = [];
    // A piece at a time: others get their turn in between.
    for (let n = 0; n * PART_BYTES < file.bytes; n += 1) {
      const [part] = await this.db.query<{ bytes: Buffer }[]>(
        'select bytes from knowledge_file_part where file_id = $1 and n = $2',
        [id, n],
      );
      if (!part) throw new AppError('knowledge.file_not_found');
      parts.push(part.bytes);
    }
    return new RawReply(Buffer.concat(parts, file.bytes), headers);
  }

  /** What nothing refers to any more since a week, or never did. */
  async sweep(now: string): Promise<number> {
    const before = new Date(Date.parse(now) - FILE_UNUSED_DAYS * 86_400_000).toISOString();
    return this.db.transaction(async (tx) => {
      await tx.query('delete from knowledge_file_use where not in_draft and not in_edition and left_at < $1', [before]);
      // Whoever refers to one of them at this moment is in the way by their foreign key: the next round sees it.
      const [, gone] = await tx.query<[unknown, number]>(
        `delete from knowledge_file where id in (
           select f.id from knowledge_file f where f.added_at < $1 and not exists (select 1 from knowledge_file_use u where u.file_id = f.id)
           order by f.added_at limit $2) returning id`,
        [before, SWEPT_AT_ONCE],
      );
      return gone;
    });
  }

  /** Two of one person at once are counted one after the other. */
  private async roomFor(tx: EntityManager, userId: string, bytes: number): Promise<void> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`knowledge.files:${userId}`]);
    const [has] = await tx.query<[{ files: number; bytes: number }]>(
      'select count(*)::int as files, coalesce(sum(bytes), 0)::int8 as bytes from knowledge_file where added_by = $1',
      [userId],
    );
    if (has.files >= FILE_LIMITS.quotaFiles || has.bytes + bytes > FILE_LIMITS.quotaBytes)
      throw new AppError('knowledge.quota');
  }
}

const headersOf = ({ name, type, tag }: FileRow) => ({
  'Content-Type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
  // A picture is shown by the page that asks for it; opened by itself, everything is saved and nothing runs.
  'Content-Disposition': `attachment; filename="${asciiOf(name)}"; filename*=UTF-8''${encoded(name)}`,
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'X-Content-Type-Options': 'nosniff',
  // Asked for again each time, since who may read it changes; what is there already is not sent again.
  'Cache-Control': 'private, no-cache',
  ETag: `"${tag.slice(0, 32)}"`,
});

/** For those that know no other way of writing it. */
const asciiOf = (name: string): string => name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
