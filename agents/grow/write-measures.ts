import type { GraphMeasures } from './measure-graph.ts'

/** The measures over the iterations as CSV; lists stand between semicolons. A cell that a spreadsheet would run is quoted away. */
export function writeMeasuresCsv(
  rows: readonly { readonly iteration: number; readonly question: string; readonly measures: GraphMeasures }[],
): string {
  const [first] = rows
  if (first === undefined) return ''
  const names = Object.keys(first.measures) as (keyof GraphMeasures)[]
  const lines = rows.map(({ iteration, question, measures }) =>
    [iteration, question, ...names.map((name) => measures[name])].map((value) => cell(value)).join(','),
  )
  return `${['iteration', 'question', ...names].join(',')}\n${lines.join('\n')}\n`
}

function cell(value: number | string | readonly string[]): string {
  if (typeof value === 'number') return String(value)
  const text = typeof value === 'string' ? value : value.join('; ')
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}
