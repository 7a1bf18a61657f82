// Whether the structured traces of published models can be read. The file holds JSON lines with the field `raw_output`.
// Usage: node test/bench/structured-traces.ts FILE. Prints one line of JSON.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { parseStructuredTrace } from '#agents/think/parse-structured-trace.ts'

const [path] = process.argv.slice(2)
if (path === undefined) throw new Error('Expected a file of traces as JSON lines with the field raw_output.')
const lineSchema = z.object({ raw_output: z.string() })
const parsed = readFileSync(path, 'utf8')
  .trim()
  .split('\n')
  .map((line) => parseStructuredTrace(lineSchema.parse(JSON.parse(line)).raw_output))
const structured = parsed.filter((trace) => trace.kind === 'structured')
console.log(
  JSON.stringify({
    traces: parsed.length,
    structured: structured.length,
    nodes: structured.reduce((sum, { nodes }) => sum + nodes.length, 0),
    edges: structured.reduce((sum, { edges }) => sum + edges.length, 0),
    withoutAnswer: structured.filter(({ answer }) => answer === '').length,
    reasons: parsed.flatMap((trace) => (trace.kind === 'unstructured' ? [trace.reason] : [])),
  }),
)
