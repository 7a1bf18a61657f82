import { z } from 'zod'
import { problemSchema } from './problem.ts'
import type { Route } from './route.ts'

/** The OpenAPI 3.1 document of these routes; schemas are JSON Schema 2020-12, made from the zod schemas the server checks with. */
export function makeOpenApi(routes: readonly Route[], options: { version: string }): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of routes) {
    paths[route.path] ??= {}
    paths[route.path]![route.method] = {
      operationId: route.id,
      summary: route.summary,
      ...(route.isOpen ? { security: [] } : {}),
      ...(route.body === undefined
        ? {}
        : {
            requestBody: {
              required: true,
              content: { 'application/json': { schema: toJsonSchema(route.body, 'input') } },
            },
          }),
      responses: {
        200: {
          description: 'done',
          content: {
            [route.mediaType ?? 'application/json']:
              route.mediaType === undefined ? { schema: toJsonSchema(route.reply, 'output') } : {},
          },
        },
        default: {
          description: 'a problem document (RFC 9457)',
          content: { 'application/problem+json': { schema: toJsonSchema(problemSchema, 'output') } },
        },
      },
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Nacre',
      version: options.version,
      description: 'Search and ask a materials corpus.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{ key: [] }],
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    paths,
  }
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io })
  return rest
}
