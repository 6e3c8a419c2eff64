import { Module } from '@nestjs/common';
import { AnswerQuestion } from './answer-question.js';
import { CheckItem } from './check-item.js';
import { Files } from './files.js';
import { FlagItem } from './flag-item.js';
import { ItemsRead } from './items.read.js';
import { KnowledgeController } from './knowledge.controller.js';
import { NotesController } from './notes.controller.js';
import { NotesRead } from './notes.read.js';
import { QuestionsController } from './questions.controller.js';
import { RemindVerifier } from './remind-verifier.js';
import { RetrospectivesController } from './retrospectives.controller.js';
import { RetrospectivesRead } from './retrospectives.read.js';
import { SearchItems } from './search-items.js';
import { UseInReply } from './use-in-reply.js';
import { UseOnOrder } from './use-on-order.js';
import { UsesController } from './uses.controller.js';
import { UsesRead } from './uses.read.js';
import { VoteItem } from './vote-item.js';
import { WatchItems } from './watch-items.js';
import { WriteItem } from './write-item.js';
import { WriteNote } from './write-note.js';
import { WriteRetrospective } from './write-retrospective.js';

@Module({
  controllers: [KnowledgeController, RetrospectivesController, QuestionsController, UsesController, NotesController],
  providers: [
    ...[ItemsRead, SearchItems, WriteItem, VoteItem, RetrospectivesRead, WriteRetrospective, AnswerQuestion],
    ...[CheckItem, FlagItem, Files, RemindVerifier, WatchItems, UseInReply, UseOnOrder, UsesRead],
    ...[NotesRead, WriteNote],
  ],
  exports: [WriteItem, WriteRetrospective, AnswerQuestion, UseInReply, UseOnOrder, UsesRead, SearchItems],
})
export class KnowledgeModule {}
