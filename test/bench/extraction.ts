/**
 * Extraction by rules against annotated papers: `node test/bench/extraction.ts --file F.jsonl [--from 1] [--to 36] [--json]`.
 * Each line of the file: `{ text, entities: [{ type, begin, end }] }`. Prints precision, recall and F1 of the spans of each type,
 * exact and by overlap, and characters a second.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { splitSentences } from '#core/split-sentences.ts'
import { readAbbreviations, readSentences } from '#ingest/extract/extract-by-rules.ts'
import { findMaterials } from '#ingest/extract/find-materials.ts'
import { findQuantities } from '#ingest/extract/find-quantities.ts'
import { findReferenceList } from '#ingest/extract/find-reference-list.ts'
import { readableText } from '#ingest/extract/readable-text.ts'
import { materialBeforeHyphen, splitMaterial } from '#ingest/extract/split-material.ts'
import { tokeniseWords } from '#ingest/extract/tokenise-words.ts'

interface Span {
  readonly start: number
  readonly end: number
}
interface Paper {
  readonly id: string
  readonly text: string
  readonly entities: readonly { readonly type: string; readonly begin: number; readonly end: number }[]
}

const { values } = parseArgs({
  options: {
    file: { type: 'string' },
    from: { type: 'string', default: '1' },
    to: { type: 'string', default: '1000000' },
    json: { type: 'boolean', default: false },
    /** Prints the 150 most frequent mistakes of a type, and every place of the texts named. */
    errors: { type: 'string' },
    show: { type: 'string' },
  },
})
if (values.file === undefined) {
  console.error('Expected --file F.jsonl with annotated papers; got none. Give the path of such a file.')
  process.exit(2)
}
const papers = readFileSync(values.file, 'utf8')
  .trim()
  .split('\n')
  .slice(Number(values.from) - 1, Number(values.to))
  .map((line) => JSON.parse(line) as Paper)

const types = ['MAT', 'VALUE', 'UNIT', 'NUM'] as const
const counts = new Map(types.map((type) => [type, { exact: 0, overlapFound: 0, overlapGold: 0, found: 0, gold: 0 }]))
const contexts = new Set((values.show ?? '').split(','))
const mistakes = new Map<string, number>()
let characters = 0
let milliseconds = 0
for (const paper of papers) {
  const begun = performance.now()
  readSentences(paper.text)
  milliseconds += performance.now() - begun
  characters += paper.text.length
  const found = predict(paper.text)
  for (const type of types) {
    const gold = distinct(
      paper.entities.filter((entity) => entity.type === type).map(({ begin, end }) => ({ start: begin, end })),
    )
    tally(type, gold, distinct(found[type]), paper.text)
  }
}
report()

function predict(source: string): Record<(typeof types)[number], Span[]> {
  const readable = readableText(source)
  const text = readable.text.slice(0, findReferenceList(readable.text))
  const context = readAbbreviations(text)
  const quantities = findQuantities(text)
  const isShort = (word: string): boolean =>
    context.abbreviations.get(word.replace(/(?<=[A-Z]{2})s$/, ''))?.type === 'Material'
  const taken = new Set(
    quantities.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, index) => start + index)),
  )
  const materials = splitSentences(text).flatMap((sentence) => {
    const tokens = tokeniseWords(text, sentence.start, sentence.end)
    const runs = findMaterials(tokens, { text, isShort })
    const inRuns = new Set(runs.flatMap((run) => tokens.slice(run.first, run.last + 1)))
    const before = tokens.filter((token) => !inRuns.has(token)).flatMap((token) => materialBeforeHyphen(token) ?? [])
    return [...runs.flatMap((run) => splitMaterial(tokens, run)), ...before].filter((span) => !taken.has(span.start))
  })
  const back = (spans: readonly Span[]): Span[] => spans.map((span) => readable.toSource(span))
  return {
    MAT: back(materials),
    VALUE: back(quantities),
    UNIT: back(quantities.flatMap(({ units }) => units)),
    NUM: back(quantities.flatMap(({ numbers }) => numbers)),
  }
}

function distinct(spans: readonly Span[]): Span[] {
  return [...new Map(spans.map((span) => [`${span.start}-${span.end}`, { start: span.start, end: span.end }])).values()]
}

function tally(type: (typeof types)[number], gold: readonly Span[], found: readonly Span[], text: string): void {
  const count = counts.get(type)
  if (count === undefined) return
  const goldKeys = new Set(gold.map(({ start, end }) => `${start}-${end}`))
  const foundKeys = new Set(found.map(({ start, end }) => `${start}-${end}`))
  count.gold += gold.length
  count.found += found.length
  count.exact += found.filter(({ start, end }) => goldKeys.has(`${start}-${end}`)).length
  count.overlapFound += found.filter((span) =>
    gold.some((other) => span.start < other.end && other.start < span.end),
  ).length
  count.overlapGold += gold.filter((span) =>
    found.some((other) => span.start < other.end && other.start < span.end),
  ).length
  if (values.errors !== type) return
  const note = (kind: string, { start, end }: Span): void => {
    const key = `${kind} ${text.slice(start, end)}`
    if (contexts.has(text.slice(start, end)))
      console.log(
        kind,
        text.slice(Math.max(0, start - 40), start),
        '[[',
        text.slice(start, end),
        ']]',
        text.slice(end, end + 25),
      )
    mistakes.set(key, (mistakes.get(key) ?? 0) + 1)
  }
  for (const span of found) if (!goldKeys.has(`${span.start}-${span.end}`)) note('+', span)
  for (const span of gold) if (!foundKeys.has(`${span.start}-${span.end}`)) note('-', span)
}

function report(): void {
  const score = (hits: number, found: number, recalled: number, gold: number): Record<string, number> => {
    const precision = found === 0 ? 0 : hits / found
    const recall = gold === 0 ? 0 : recalled / gold
    return {
      precision: round(precision),
      recall: round(recall),
      f1: round(precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)),
    }
  }
  const result = Object.fromEntries(
    [...counts].map(([type, { exact, overlapFound, overlapGold, found, gold }]) => [
      type,
      { exact: score(exact, found, exact, gold), overlap: score(overlapFound, found, overlapGold, gold), found, gold },
    ]),
  )
  const charactersPerSecond = Math.round((characters / milliseconds) * 1000)
  if (values.json)
    console.log(JSON.stringify({ types: result, papers: papers.length, characters, charactersPerSecond }))
  else {
    for (const [type, { exact, overlap }] of Object.entries(result))
      console.log(type.padEnd(6), 'exact', exact, 'overlap', overlap)
    console.log(`${papers.length} papers, ${characters} characters, ${charactersPerSecond} characters/s`)
  }
  for (const [mistake, times] of [...mistakes].sort((one, other) => other[1] - one[1]).slice(0, 150))
    console.log(times, mistake)
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
