import {
  applyDecorators,
  createParamDecorator,
  Delete,
  type ExecutionContext,
  Get,
  HttpCode,
  Patch,
  Post,
  Put,
  Res,
  SetMetadata,
} from '@nestjs/common';
import type { Endpoint, Method } from '@tallyboard/contracts/endpoint';
import type { Response } from 'express';
import type { z } from 'zod';
import { AppError } from './app-error.js';
import { RawReply, type RequestContext, type ServedRequest } from './request.js';

export const ENDPOINT = 'tallyboard:endpoint';
const ROUTE: Record<Method, (path: string) => MethodDecorator> = {
  GET: Get,
  POST: Post,
  PUT: Put,
  PATCH: Patch,
  DELETE: Delete,
};

const Context = createParamDecorator((_: unknown, execution: ExecutionContext): RequestContext => {
  const { context } = execution.switchToHttp().getRequest<ServedRequest>();
  if (!context) throw new Error('the endpoint guard did not run');
  return context;
});

// The endpoint travels in a box: Nest takes a bare zod schema for a pipe, because it has `.transform`.
const Input = createParamDecorator(({ endpoint }: { endpoint: Endpoint }, execution: ExecutionContext): unknown => {
  const req = execution.switchToHttp().getRequest<ServedRequest>();
  const body: unknown = req.body;
  if (body !== undefined && (typeof body !== 'object' || body === null || Array.isArray(body)))
    throw new AppError('validation.failed', { issues: [{ path: '', message: 'expected an object' }] });
  const parsed = endpoint.input.safeParse({
    ...req.query,
    ...body,
    ...req.params,
    ...(endpoint.consumes && { content: req.rawBody }),
  });
  if (parsed.success) return parsed.data;
  throw new AppError('validation.failed', {
    issues: parsed.error.issues
      .slice(0, 20)
      .map(({ path, code, message }) => ({ path: path.join('.'), code, message })),
  });
});

/**
 * Serves one contract endpoint: route, permission (by the guard), input and reply, all from the endpoint object. The handler's types
 * are checked against the contract; what the reply schema does not name never leaves the server.
 */
export function Serve<I extends z.ZodType, R extends z.ZodType>(endpoint: Endpoint<I, R>) {
  return <F extends (context: RequestContext, input: z.infer<I>) => Promise<z.infer<R> | RawReply>>(
    target: object,
    key: string,
    descriptor: TypedPropertyDescriptor<F>,
  ): void => {
    const handle = descriptor.value!;
    descriptor.value = async function (this: unknown, context: RequestContext, input: z.infer<I>, res: Response) {
      send(endpoint, res, await handle.call(this, context, input));
    } as unknown as F;
    applyDecorators(ROUTE[endpoint.method](endpoint.path), HttpCode(200), SetMetadata(ENDPOINT, endpoint))(
      target,
      key,
      descriptor,
    );
    Context()(target, key, 0);
    Input({ endpoint })(target, key, 1);
    // Takes the answer out of Nest's hands.
    Res()(target, key, 2);
  };
}

/** Sends the answer itself: Nest would overwrite a 304 and stringify bytes; Express looks for settings and tags that there are none of. */
function send(endpoint: Endpoint, res: Response, reply: unknown): void {
  if (reply instanceof RawReply)
    res
      .status(reply.status)
      .set({ ...reply.headers })
      .end(reply.bytes);
  else if (endpoint.produces) res.type(endpoint.produces).send(endpoint.reply.parse(reply));
  else
    res.setHeader('Content-Type', 'application/json; charset=utf-8').end(JSON.stringify(endpoint.reply.parse(reply)));
}
