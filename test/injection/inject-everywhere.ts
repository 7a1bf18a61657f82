import type { Client } from '@modelcontextprotocol/client'
import { z } from 'zod'
import { routes } from '#src/api/routes.ts'
import type { Route } from '#src/api/route.ts'
import type { TestServer } from '#test/api/open-test-server.ts'

/** What came back, for every string at every place that takes a text. */
export interface InjectionReport {
  readonly requests: number
  readonly places: number
  /** Replies by status. */
  readonly statuses: Readonly<Record<string, number>>
  /** Replies of 500 and more, and replies in which the secret stood. */
  readonly faults: readonly string[]
}

interface Place {
  readonly name: string
  send(text: string): Promise<{ readonly status: string; readonly body: string }>
}

type Schema = z.core.JSONSchema.BaseSchema

/**
 * Sends each string to every place of the API and the tools that takes a text: each parameter of a path and a query, each
 * text in a body, one at a time, the rest as it should be. New routes and tools are found by themselves.
 */
export async function injectEverywhere(
  server: TestServer,
  client: Client,
  { strings, secret }: { readonly strings: readonly string[]; readonly secret: string },
): Promise<InjectionReport> {
  const places = [...routes.flatMap((route) => placesOf(route, server)), ...(await placesOfTools(client))]
  const statuses: Record<string, number> = {}
  const faults: string[] = []
  let requests = 0
  for (const { name, send } of places) {
    for (const text of strings) {
      const { status, body } = await send(text)
      requests++
      statuses[status] = (statuses[status] ?? 0) + 1
      if (Number(status) >= 500 || body.includes(secret))
        faults.push(`${name} ${JSON.stringify(text)}: ${status} ${body}`)
    }
  }
  return { requests, places: places.length, statuses, faults }
}

function placesOf(route: Route, server: TestServer): Place[] {
  const fill = (): { params: Filled; query: Filled; body: Filled } => ({
    params: fillSchema(route.params),
    query: fillSchema(route.query),
    body: fillSchema(route.body),
  })
  const names = Object.entries(fill()).flatMap(([part, filled]) =>
    filled.texts.map((path) => ({ part: part as 'params' | 'query' | 'body', path })),
  )
  return names.map(({ part, path }) => ({
    name: `${route.method} ${route.path} ${part} ${path.join('.')}`,
    send: async (text) => {
      const filled = fill()
      put(filled[part].value, path, text)
      const address = route.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
        encodeURIComponent(String((filled.params.value as Record<string, unknown>)[name])),
      )
      const asked = Object.entries((filled.query.value ?? {}) as Record<string, unknown>)
      const query = new URLSearchParams(asked.map(([name, value]): [string, string] => [name, String(value)]))
      const response = await fetch(`${server.url}${address}?${query.toString()}`, {
        method: route.method.toUpperCase(),
        ...(route.body !== undefined && {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(filled.body.value),
        }),
      })
      return { status: String(response.status), body: await response.text() }
    },
  }))
}

async function placesOfTools(client: Client): Promise<Place[]> {
  const { tools } = await client.listTools()
  return tools.flatMap(({ name, inputSchema }) =>
    fillJson(inputSchema as Schema).texts.map((path) => ({
      name: `tool ${name} ${path.join('.')}`,
      send: async (text) => {
        const { value } = fillJson(inputSchema as Schema)
        put(value, path, text)
        try {
          const result = await client.callTool({ name, arguments: value as Record<string, unknown> })
          const body = JSON.stringify(result)
          return {
            status: body.includes('Something went wrong') ? '500' : result.isError === true ? 'told' : 'done',
            body,
          }
        } catch (error) {
          return { status: 'refused', body: String(error) }
        }
      },
    })),
  )
}

/** A value that a schema takes, and where free texts stand in it. */
interface Filled {
  readonly value: unknown
  readonly texts: readonly (readonly string[])[]
}

function fillSchema(schema: z.ZodType | undefined): Filled {
  return schema === undefined ? { value: undefined, texts: [] } : fillJson(z.toJSONSchema(schema, { io: 'input' }))
}

function fillJson(schema: Schema, path: readonly string[] = []): Filled {
  const choice = schema.anyOf ?? schema.oneOf
  if (choice !== undefined) return fillJson(choice[0] as Schema, path)
  if (schema.const !== undefined) return { value: schema.const, texts: [] }
  if (schema.enum !== undefined) return { value: schema.enum[0], texts: [] }
  switch (schema.type) {
    case 'object': {
      const wanted = Object.entries(schema.properties ?? {})
      const parts = wanted.map(([name, inner]) => [name, fillJson(inner as Schema, [...path, name])] as const)
      const value = Object.fromEntries(parts.map(([name, filled]) => [name, filled.value]))
      return { value, texts: parts.flatMap(([, { texts }]) => texts) }
    }
    case 'array': {
      const inner = fillJson(schema.items as Schema, [...path, '0'])
      return { value: [inner.value], texts: inner.texts }
    }
    case 'integer':
    case 'number':
      return { value: schema.default ?? Math.max(1, schema.minimum ?? 1), texts: [] }
    case 'boolean':
      return { value: false, texts: [] }
    default:
      return { value: 'nacre', texts: [path] }
  }
}

function put(value: unknown, path: readonly string[], text: string): void {
  const holder = path.slice(0, -1).reduce((inner, name) => (inner as Record<string, unknown>)[name], value)
  ;(holder as Record<string, unknown>)[path.at(-1) ?? ''] = text
}
