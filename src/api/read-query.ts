import { z } from 'zod'

/**
 * Query parameters checked against a schema. A query string knows only texts: where the schema wants a number, a truth
 * value or a list, a text that stands for one is taken as such; everything else is left for the schema to refuse.
 */
export function readQuery<Query extends z.ZodType>(schema: Query, query: Readonly<Record<string, unknown>>) {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' })
  const values = Object.entries(query).map(([name, value]) => {
    const property = properties[name]
    return [name, readValue(value, typeof property === 'object' ? property.type : undefined)] as const
  })
  return schema.parse(Object.fromEntries(values))
}

function readValue(value: unknown, type: unknown): unknown {
  if (type === 'array') return Array.isArray(value) ? value : [value]
  if ((type === 'integer' || type === 'number') && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
    return Number(value)
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  return value
}
