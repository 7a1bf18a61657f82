import { z } from 'zod'
import { NacreError } from '#core/errors.ts'

type JsonSchema = Exclude<z.core.JSONSchema._JSONSchema, boolean>

/** Longer bounds are left to the check after generation: a grammar unrolls each repetition. */
const longestBound = 500

const primitives: Readonly<Record<string, string>> = {
  boolean: '"true" | "false"',
  null: '"null"',
  integer: '"-"? ("0" | [1-9] [0-9]{0,14})',
  number: '"-"? ("0" | [1-9] [0-9]{0,14}) ("." [0-9]{1,15})? ([eE] [-+]? [0-9]{1,3})?',
  character: String.raw`[^"\\\x00-\x1F\x7F] | "\\" (["\\/bfnrt] | "u" [0-9a-fA-F]{4})`,
  any: 'object | array | string | number | boolean | null',
  object: '"{" (string ": " any (", " string ": " any)*)? "}"',
  array: '"[" (any (", " any)*)? "]"',
  string: String.raw`"\"" character* "\""`,
}

/**
 * A GBNF grammar (llama.cpp `grammars/README.md`) of the JSON values that a schema takes, on one line, with properties
 * in the order of the schema. Patterns, ranges of numbers and long bounds are not in the grammar: check the value
 * against the schema afterwards. Errors: `invalid-input` for a schema without a JSON form (dates, intersections, …).
 */
export function writeJsonGrammar(schema: z.ZodType): string {
  let root: JsonSchema
  try {
    root = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema
  } catch (cause) {
    throw new NacreError('invalid-input', `Expected a schema of JSON values; ${String(cause)}`, { cause })
  }
  const rules = new Map<string, string>()
  const definitions = root.$defs ?? {}

  /** Adds a rule with this body and gives its name. */
  function addRule(name: string, body: string): string {
    let free = name.replace(/[^a-zA-Z0-9]+/g, '-')
    while (rules.has(free) || free in primitives) free += '-'
    rules.set(free, body)
    return free
  }

  function refer(pointer: string): string {
    if (pointer === '#') return 'root'
    const name = pointer.replace('#/$defs/', '')
    const rule = `def-${name.replace(/[^a-zA-Z0-9]+/g, '-')}`
    if (!rules.has(rule)) {
      // Registered before it is written, so that a schema may refer to itself.
      rules.set(rule, 'null')
      rules.set(rule, write(definitions[name] as JsonSchema, rule))
    }
    return rule
  }

  function writeObject(node: JsonSchema, name: string): string {
    const properties = Object.entries(node.properties ?? {})
    if (properties.length === 0) {
      const values = typeof node.additionalProperties === 'object' ? rule(node.additionalProperties, name) : 'any'
      return `"{" (string ": " ${values} (", " string ": " ${values})*)? "}"`
    }
    const required = new Set(node.required)
    // `rest` is what may follow once a property was written, `whole` what may stand before any was.
    let rest = ''
    let whole = ''
    for (const [key, value] of properties.toReversed()) {
      const pair = `${literal(JSON.stringify(key))} ": " ${rule(value as JsonSchema, `${name}-${key}`)}`
      const isRequired = required.has(key)
      const after = rest === '' ? '' : ` ${addRule(`${name}-after`, rest)}`
      const skipped = whole === '' ? '""' : addRule(`${name}-from`, whole)
      whole = isRequired ? `${pair}${after}` : `${pair}${after} | ${skipped}`
      rest = isRequired ? `", " ${pair}${after}` : `", " ${pair}${after} |${after === '' ? ' ""' : after}`
    }
    return `"{" (${whole}) "}"`
  }

  function writeArray(node: JsonSchema, name: string): string {
    const fixed = (node.prefixItems ?? []).map((item, index) => rule(item as JsonSchema, `${name}-${index}`))
    if (fixed.length > 0) return `"[" ${fixed.join(' ", " ')} "]"`
    const item = typeof node.items === 'object' && !Array.isArray(node.items) ? rule(node.items, `${name}-item`) : 'any'
    const min = node.minItems ?? 0
    const max = node.maxItems !== undefined && node.maxItems <= longestBound ? node.maxItems : undefined
    if (max === 0) return '"[" "]"'
    const more = `(", " ${item})${bounds(Math.max(0, min - 1), max === undefined ? undefined : max - 1)}`
    return min > 0 ? `"[" ${item} ${more} "]"` : `"[" (${item} ${more})? "]"`
  }

  function write(node: JsonSchema, name: string): string {
    if (node.$ref !== undefined) return refer(node.$ref)
    const choices = node.anyOf ?? node.oneOf
    if (choices !== undefined)
      return choices.map((choice, index) => rule(choice as JsonSchema, `${name}-${index}`)).join(' | ')
    if (node.allOf !== undefined) throw new NacreError('invalid-input', 'Expected a schema without intersections.')
    if (node.const !== undefined) return literal(JSON.stringify(node.const))
    if (node.enum !== undefined) return node.enum.map((value) => literal(JSON.stringify(value))).join(' | ')
    switch (node.type) {
      case 'object':
        return writeObject(node, name)
      case 'array':
        return writeArray(node, name)
      case 'string':
        return String.raw`"\"" character${bounds(node.minLength ?? 0, node.maxLength)} "\""`
      case 'number':
      case 'integer':
      case 'boolean':
      case 'null':
        return node.type
      default:
        return 'any'
    }
  }

  function rule(node: JsonSchema | boolean, name: string): string {
    const body = write(node as JsonSchema, name)
    return /^[\w-]+$/.test(body) ? body : addRule(name, body)
  }

  const body = write(root, 'value')
  const lines = [['root', body], ...rules, ...Object.entries(primitives)]
  return lines.map(([name, text]) => `${name} ::= ${text}`).join('\n')
}

/** A text as a GBNF literal. */
function literal(text: string): string {
  return JSON.stringify(text)
}

function bounds(min: number, max: number | undefined): string {
  const upper = max !== undefined && max <= longestBound ? String(max) : ''
  return min === 0 && upper === '' ? '*' : `{${Math.min(min, longestBound)},${upper}}`
}
