import { Module } from '@nestjs/common';
import { ItemsRead } from './items.read.js';
import { KnowledgeController } from './knowledge.controller.js';
import { SearchItems } from './search-items.js';
import { UseInReply } from './use-in-reply.js';
import { UseOnOrder } from './use-on-order.js';
import { UsesController } from './uses.controller.js';
import { UsesRead } from './uses.read.js';
import { VoteItem } from './vote-item.js';
import { WriteItem } from './write-item.js';

@Module({
  controllers: [KnowledgeController, UsesController],
  providers: [ItemsRead, SearchItems, WriteItem, VoteItem, UseInReply, UseOnOrder, UsesRead],
  exports: [WriteItem, UseInReply, UseOnOrder, UsesRead, SearchItems],
})
export class KnowledgeModule {}
