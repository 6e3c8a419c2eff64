import type { Endpoint } from '@tallyboard/contracts/endpoint';
import { PROTOCOL } from '@tallyboard/contracts/platform';
import { PROBLEMS } from '@tallyboard/contracts/problems';
import { z } from 'zod';

type Json = Record<string, unknown>;
const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return rest;
};

/** OpenAPI 3.1 from the list of endpoints: nothing is written twice. */
export function openApi(endpoints: readonly Endpoint[]): Json {
  const paths: Record<string, Json> = {};
  for (const e of endpoints) {
    const path = e.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[e.method.toLowerCase()] = operation(e);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Tallyboard · 计功板', version: String(PROTOCOL), license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/api/v1' }],
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'tallyboard' } },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'status', 'code'],
          properties: {
            type: { type: 'string' },
            status: { type: 'integer' },
            code: { enum: Object.keys(PROBLEMS) },
            requestId: { type: 'string' },
          },
        },
      },
    },
  };
}

function operation(e: Endpoint): Json {
  const input = schemaOf(e.input, 'input') as { properties?: Record<string, Json>; required?: string[] };
  const inPath = [...e.path.matchAll(/:(\w+)/g)].map((m) => m[1]!);
  const properties = Object.entries(input.properties ?? {});
  const body = properties.filter(([name]) => !inPath.includes(name));
  const query = e.method === 'GET' || e.consumes ? body.filter(([name]) => name !== 'content' || !e.consumes) : [];
  const required = input.required ?? [];
  return {
    operationId: `${e.method} ${e.path}`,
    summary: e.summary,
    'x-allow': e.allow,
    ...(e.allow === 'public' ? { security: [] } : { security: [{ session: [] }] }),
    parameters: [
      ...properties
        .filter(([name]) => inPath.includes(name))
        .map(([name, schema]) => ({ name, in: 'path', required: true, schema })),
      ...query.map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema })),
      ...(e.command
        ? [{ name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', format: 'uuid' } }]
        : []),
    ],
    ...(e.method !== 'GET' && {
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: Object.fromEntries(body),
              required: required.filter((r) => !inPath.includes(r)),
              additionalProperties: false,
            },
          },
        },
      },
    }),
    responses: {
      200: {
        description: 'Done.',
        content: { [e.produces ?? 'application/json']: { schema: schemaOf(e.reply, 'output') } },
      },
      default: {
        description: 'Refused; `code` says why.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}
