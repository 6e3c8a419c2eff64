import { Module } from '@nestjs/common';
import { ItemsRead } from './items.read.js';
import { KnowledgeController } from './knowledge.controller.js';
import { SearchItems } from './search-items.js';
import { VoteItem } from './vote-item.js';
import { WriteItem } from './write-item.js';

@Module({
  controllers: [KnowledgeController],
  providers: [ItemsRead, SearchItems, WriteItem, VoteItem],
  exports: [WriteItem],
})
export class KnowledgeModule {}
