import { Controller } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { questionsApi as api } from '@tallyboard/contracts/questions';
import { commandOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { AnswerQuestion } from './answer-question.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

@Controller()
export class QuestionsController {
  constructor(private readonly answers: AnswerQuestion) {}

  @Serve(api.answer) answer(c: RequestContext, input: In<'answer'>) {
    return this.answers.answer(commandOf(c), input);
  }
  @Serve(api.edit) edit(c: RequestContext, input: In<'edit'>) {
    return this.answers.edit(commandOf(c), input);
  }
  @Serve(api.withdraw) withdraw(c: RequestContext, input: In<'withdraw'>) {
    return this.answers.withdraw(commandOf(c), input);
  }
  @Serve(api.accept) accept(c: RequestContext, input: In<'accept'>) {
    return this.answers.accept(commandOf(c), input);
  }
  @Serve(api.unaccept) unaccept(c: RequestContext, input: In<'unaccept'>) {
    return this.answers.unaccept(commandOf(c), input);
  }
}
