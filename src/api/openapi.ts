import { z } from 'zod'
import { problemSchema, openAiErrorSchema } from './problem.ts'
import { mostFiles } from './read-body.ts'
import type { Route } from './route.ts'

/** The OpenAPI 3.1 document of these routes; schemas are JSON Schema 2020-12, made from the zod schemas the server checks with. */
export function makeOpenApi(routes: readonly Route[], options: { version: string; isKeyNeeded: boolean }): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of routes) {
    paths[route.path] ??= {}
    paths[route.path]![route.method] = describeRoute(route)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Nacre',
      version: options.version,
      description: 'Search and ask a materials corpus.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    // The empty one says that no key is needed.
    security: options.isKeyNeeded ? [{ key: [] }] : [{}, { key: [] }],
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Problem: toJsonSchema(problemSchema, 'output'),
        OpenAiError: toJsonSchema(openAiErrorSchema, 'output'),
      },
    },
    paths,
  }
}

function describeRoute(route: Route): object {
  const parameters = [
    ...listParameters(route.params, 'path'),
    ...listParameters(route.query, 'query'),
    ...(route.isRepeatable === true ? [idempotencyKey] : []),
  ]
  return {
    operationId: route.id,
    summary: route.summary,
    ...(route.scope === 'open' ? { security: [] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body === undefined ? {} : { requestBody: { required: true, content: describeBody(route, route.body) } }),
    responses: {
      [route.status ?? 200]: {
        description: 'done',
        ...(route.location === undefined
          ? {}
          : { headers: { Location: { required: true, schema: { type: 'string' } } } }),
        content: describeReply(route),
      },
      default:
        route.dialect === 'openai'
          ? {
              description: 'an error as OpenAI words it',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/OpenAiError' } } },
            }
          : {
              description: 'a problem document (RFC 9457)',
              content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
            },
    },
  }
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same request with the same key is done once; its reply is kept for a day.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
}

function listParameters(schema: z.ZodType | undefined, place: 'path' | 'query'): object[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' })
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }))
}

function describeBody(route: Route, body: z.ZodType): object {
  const schema = toJsonSchema(body, 'input')
  if (route.fields === undefined) return { 'application/json': { schema } }
  const { properties = {} } = z.toJSONSchema(route.fields, { io: 'input' })
  const maxItems = route.mostFiles ?? mostFiles
  const file = { type: 'array', items: { type: 'string', format: 'binary' }, minItems: 1, maxItems }
  const form = { type: 'object', properties: { file, ...properties }, required: ['file'], additionalProperties: false }
  return { 'application/json': { schema }, 'multipart/form-data': { schema: form } }
}

function describeReply(route: Route): object {
  if (route.reply === undefined) return Object.fromEntries((route.mediaTypes ?? []).map((type) => [type, {}]))
  const json = { 'application/json': { schema: toJsonSchema(route.reply, 'output') } }
  if (route.stream === undefined) return json
  return { ...json, 'text/event-stream': {}, ...(route.dialect === 'openai' ? {} : { 'application/x-ndjson': {} }) }
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io })
  return rest
}
