import type { SearchHit } from '#core/search.ts'
import { interval, mean } from './bootstrap.ts'
import type { Search } from './ways-to-search.ts'

export interface AskedQuestion {
  readonly text: string
  readonly gold: ReadonlySet<string>
}

const cutOffs = [1, 2, 5, 10] as const
const wholeAt = [5, 8] as const

/**
 * Of one way to search: means over the questions, their 95 % intervals, and the time of a search. `cpu` is what this process
 * computed for it, all threads together: it does not depend on what else the machine does.
 */
export interface Table {
  readonly [figure: string]: unknown
  readonly intervals: Readonly<Record<string, readonly number[]>>
  readonly milliseconds: { readonly p50: number; readonly p95: number; readonly cpu: number }
}

interface Measured {
  /** One value a question for each figure. */
  readonly values: Readonly<Record<string, readonly number[]>>
  readonly milliseconds: Table['milliseconds']
}

/**
 * Asks all questions each way. The first way is the default: the others are also told by how much it is better, question by
 * question (paired bootstrap). `idOf`: what a hit counts as; a question has what it wants when all its `gold` is there.
 */
export async function measureWays(
  ways: ReadonlyMap<string, Search>,
  questions: readonly AskedQuestion[],
  idOf: (hit: SearchHit) => string,
  onWay?: (name: string) => void,
): Promise<ReadonlyMap<string, Table>> {
  const tables = new Map<string, Table>()
  let first: Measured | undefined
  for (const [name, search] of ways) {
    onWay?.(name)
    const found = await measure(questions, search, idOf)
    const table = tableOf(found)
    const best = first
    tables.set(
      name,
      best === undefined ? table : { ...table, 'default is better by, 95 %': differences(best.values, found.values) },
    )
    first ??= found
  }
  return tables
}

/** As a table of Markdown. */
export function toMarkdown(tables: ReadonlyMap<string, Table>): string {
  const names = [...cutOffs.map((count) => `recall@${count}`), ...wholeAt.map((count) => `allgold@${count}`)]
  const rows = Array.from(tables, ([name, table]) => {
    return `| ${name} | ${names.map((figure) => String(table[figure])).join(' | ')} | ${table.milliseconds.p50} | ${table.milliseconds.p95} | ${table.milliseconds.cpu} |`
  })
  return [
    `| Way | ${names.join(' | ')} | p50 ms | p95 ms | CPU ms |`,
    `|---|${names.map(() => '---|').join('')}---|---|---|`,
    ...rows,
  ].join('\n')
}

function differences(best: Measured['values'], other: Measured['values']): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(other).map(([figure, values]) => {
      return [figure, interval((best[figure] ?? []).map((value, at) => value - (values[at] ?? 0))).map(round)]
    }),
  )
}

async function measure(
  questions: readonly AskedQuestion[],
  search: Search,
  idOf: (hit: SearchHit) => string,
): Promise<Measured> {
  const values: Record<string, number[]> = {}
  const times: number[] = []
  const cpu: number[] = []
  // The first search opens files and models.
  await search(questions[0]?.text ?? 'nacre')
  for (const { text, gold } of questions) {
    const before = process.cpuUsage()
    const start = performance.now()
    const hits = await search(text)
    times.push(performance.now() - start)
    const { user, system } = process.cpuUsage(before)
    cpu.push((user + system) / 1000)
    const found = [...new Set(hits.map(idOf))]
    const recall = (count: number): number => found.slice(0, count).filter((id) => gold.has(id)).length / gold.size
    for (const count of cutOffs) (values[`recall@${count}`] ??= []).push(recall(count))
    for (const count of wholeAt) (values[`allgold@${count}`] ??= []).push(Number(recall(count) === 1))
  }
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0)
  return { values, milliseconds: { p50: at(0.5), p95: at(0.95), cpu: Math.round(mean(cpu)) } }
}

function tableOf({ values, milliseconds }: Measured): Table {
  const figures = Object.entries(values)
  return {
    ...Object.fromEntries(figures.map(([name, list]) => [name, round(mean(list))])),
    intervals: Object.fromEntries(figures.map(([name, list]) => [name, interval(list).map(round)])),
    milliseconds,
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
