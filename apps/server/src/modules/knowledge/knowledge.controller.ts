import { Controller } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { knowledgeApi as api } from '@tallyboard/contracts/knowledge';
import { commandOf, principalOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { CheckItem } from './check-item.js';
import { Files } from './files.js';
import { FlagItem } from './flag-item.js';
import { ItemsRead } from './items.read.js';
import { SearchItems } from './search-items.js';
import { VoteItem } from './vote-item.js';
import { WriteItem } from './write-item.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

@Controller()
export class KnowledgeController {
  constructor(
    private readonly finding: SearchItems,
    private readonly read: ItemsRead,
    private readonly writing: WriteItem,
    private readonly votes: VoteItem,
    private readonly checks: CheckItem,
    private readonly flags: FlagItem,
    private readonly files: Files,
  ) {}

  @Serve(api.search) search(c: RequestContext, input: In<'search'>) {
    return this.finding.search(principalOf(c), input);
  }
  @Serve(api.get) get(c: RequestContext, { id }: In<'get'>) {
    return this.read.detail(null, principalOf(c), id);
  }
  @Serve(api.edition) edition(c: RequestContext, { id, revision }: In<'edition'>) {
    return this.read.edition(principalOf(c), id, revision);
  }
  @Serve(api.open) open(c: RequestContext, input: In<'open'>) {
    return this.votes.open(commandOf(c), input);
  }
  @Serve(api.vote) vote(c: RequestContext, input: In<'vote'>) {
    return this.votes.give(commandOf(c), input);
  }
  @Serve(api.withdrawVote) withdrawVote(c: RequestContext, input: In<'withdrawVote'>) {
    return this.votes.takeBack(commandOf(c), input);
  }
  @Serve(api.create) create(c: RequestContext, input: In<'create'>) {
    return this.writing.create(commandOf(c), input);
  }
  @Serve(api.write) write(c: RequestContext, input: In<'write'>) {
    return this.writing.write(commandOf(c), input);
  }
  @Serve(api.submit) submit(c: RequestContext, input: In<'submit'>) {
    return this.writing.submit(commandOf(c), input);
  }
  @Serve(api.recall) recall(c: RequestContext, input: In<'recall'>) {
    return this.writing.recall(commandOf(c), input);
  }
  @Serve(api.publish) publish(c: RequestContext, input: In<'publish'>) {
    return this.writing.publish(commandOf(c), input);
  }
  @Serve(api.return) return(c: RequestContext, input: In<'return'>) {
    return this.writing.return(commandOf(c), input);
  }
  @Serve(api.withdraw) withdraw(c: RequestContext, input: In<'withdraw'>) {
    return this.writing.withdraw(commandOf(c), input);
  }
  @Serve(api.verify) verify(c: RequestContext, input: In<'verify'>) {
    return this.checks.stillValid(commandOf(c), input);
  }
  @Serve(api.handOn) handOn(c: RequestContext, input: In<'handOn'>) {
    return this.checks.handOn(commandOf(c), input);
  }
  @Serve(api.flag) flag(c: RequestContext, input: In<'flag'>) {
    return this.flags.raise(commandOf(c), input);
  }
  @Serve(api.decideFlag) decideFlag(c: RequestContext, input: In<'decideFlag'>) {
    return this.flags.decide(commandOf(c), input);
  }
  @Serve(api.withdrawFlag) withdrawFlag(c: RequestContext, input: In<'withdrawFlag'>) {
    return this.flags.withdraw(commandOf(c), input);
  }
  @Serve(api.addFile) addFile(c: RequestContext, input: In<'addFile'>) {
    return this.files.add(commandOf(c), input);
  }
  @Serve(api.file) file(c: RequestContext, { id }: In<'file'>) {
    return this.files.read(principalOf(c), id, c.ifNoneMatch);
  }
}
