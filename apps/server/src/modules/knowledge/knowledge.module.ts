import { Module } from '@nestjs/common';
import { CheckItem } from './check-item.js';
import { Files } from './files.js';
import { FlagItem } from './flag-item.js';
import { ItemsRead } from './items.read.js';
import { KnowledgeController } from './knowledge.controller.js';
import { RemindVerifier } from './remind-verifier.js';
import { SearchItems } from './search-items.js';
import { VoteItem } from './vote-item.js';
import { WatchItems } from './watch-items.js';
import { WriteItem } from './write-item.js';

@Module({
  controllers: [KnowledgeController],
  providers: [ItemsRead, SearchItems, WriteItem, VoteItem, CheckItem, FlagItem, Files, RemindVerifier, WatchItems],
  exports: [WriteItem],
})
export class KnowledgeModule {}
