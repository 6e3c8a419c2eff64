import { Controller } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { notesApi as api } from '@tallyboard/contracts/notes';
import { commandOf, principalOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { NotesRead } from './notes.read.js';
import { WriteNote } from './write-note.js';

@Controller()
export class NotesController {
  constructor(
    private readonly read: NotesRead,
    private readonly writing: WriteNote,
  ) {}

  @Serve(api.mine) mine(c: RequestContext) {
    return this.read.mine(null, principalOf(c));
  }
  @Serve(api.begin) begin(c: RequestContext, input: InputOf<typeof api.begin>) {
    return this.writing.begin(commandOf(c), input);
  }
  @Serve(api.pass) pass(c: RequestContext, input: InputOf<typeof api.pass>) {
    return this.writing.pass(commandOf(c), input);
  }
}
