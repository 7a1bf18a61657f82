/** The kinds of lines in a dump, in the order in which they come. A merge follows from the other lines, unless it is undone. */
export type DumpKind =
  | 'chunk'
  | 'document'
  | 'drop'
  | 'entity'
  | 'evidence'
  | 'growth'
  | 'mention'
  | 'merge'
  | 'pair'
  | 'quantity'
  | 'relation'
  | 'task'
  | 'trace'

/**
 * One record as a line `["<kind>","<id>",{…}]` of canonical JSON (keys sorted, no white space). Kind and id stand first,
 * so records read in order of kind and id give lines that are sorted.
 */
export function dumpLine(kind: DumpKind, record: { readonly id: string }): string {
  return JSON.stringify([kind, record.id, sortKeys(record)])
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]))
}
