/**
 * Extraction by rules against annotated papers: `npm run -s bench:extraction -- --file F.jsonl [--from 1] [--to 36] [--json]`.
 * Each line of the file: `{ text, entities: [{ id, type, begin, end }], relations: [{ type, from, to }] }`. Prints precision,
 * recall and F1 of the spans of each type, exact and by overlap; how well values are linked to properties where both are
 * given; and characters a second. `--errors TYPE` lists the mistakes of a type instead; `--model N` asks the configured model
 * about N chunks and says what its calls add.
 *
 * What is scored is what the product reads (`readSentences`): MAT are its places of materials, of which its Material
 * mentions are the projection onto noun phrases; VALUE, UNIT and NUM its quantities; PROPERTY, TECHNIQUE, DEV and FORM its
 * mentions of type Property, Method, Application and Structure, which mean something else and are only suggestions.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { EntityType } from '#core/knowledge.ts'
import type { TextSpan } from '#core/pair.ts'
import { readSentences } from '#ingest/extract/extract-by-rules.ts'
import { readableText } from '#ingest/extract/readable-text.ts'
import { scoreLinking } from './score-linking.ts'
import { scoreSpans } from './score-spans.ts'

interface Annotation {
  readonly id: string
  readonly type: string
  readonly begin: number
  readonly end: number
}
export interface Paper {
  readonly text: string
  readonly entities: readonly Annotation[]
  readonly relations?: readonly { readonly type: string | null; readonly from: string; readonly to: string }[]
}

const { values } = parseArgs({
  options: {
    file: { type: 'string' },
    from: { type: 'string', default: '1' },
    to: { type: 'string', default: '1000000' },
    json: { type: 'boolean', default: false },
    errors: { type: 'string' },
    model: { type: 'string' },
  },
})
if (values.file === undefined) {
  console.error('Expected --file F.jsonl with annotated papers; got none. Give the path of such a file.')
  process.exit(2)
}
const papers = readFileSync(values.file, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .slice(Number(values.from) - 1, Number(values.to))
  .map((line) => JSON.parse(line) as Paper)

const mentionTypes: Readonly<Record<string, EntityType>> = {
  PROPERTY: 'Property',
  TECHNIQUE: 'Method',
  DEV: 'Application',
  FORM: 'Structure',
}
const begun = performance.now()
const found = papers.map((paper) => predict(paper.text))
const milliseconds = performance.now() - begun
const characters = papers.reduce((sum, { text }) => sum + text.length, 0)

if (values.errors !== undefined) listErrors(values.errors)
else if (values.model !== undefined) {
  const { scoreModel } = await import('./score-model.ts')
  console.log(JSON.stringify(await scoreModel(papers, Number(values.model))))
} else report()

function predict(text: string): Record<string, readonly TextSpan[]> {
  const readable = readableText(text)
  const sentences = readSentences(text)
  const quantities = sentences.flatMap((sentence) => sentence.quantities)
  const ends = quantities.flatMap(({ quantity }) => quantity.ends).map((end) => readable.toSource(end))
  const mentions = sentences.flatMap((sentence) => sentence.mentions)
  return {
    MAT: sentences.flatMap(({ materials }) => materials),
    VALUE: [...quantities.map(({ span }) => span), ...ends],
    VALUE_WITH_UNIT: [
      ...quantities.filter(({ quantity }) => quantity.units.length > 0).map(({ span }) => span),
      ...ends,
    ],
    UNIT: quantities.flatMap(({ quantity }) => quantity.units).map((unit) => readable.toSource(unit)),
    NUM: quantities.flatMap(({ quantity }) => quantity.numbers).map((number) => readable.toSource(number)),
    ...Object.fromEntries(
      Object.entries(mentionTypes).map(([type, own]) => [type, mentions.filter(({ entity }) => entity.type === own)]),
    ),
  }
}

function goldOf({ entities }: Paper, type: string): TextSpan[] {
  const spansOf = (wanted: string): TextSpan[] =>
    entities.filter((entity) => entity.type === wanted).map(({ begin, end }) => ({ start: begin, end }))
  if (type !== 'VALUE_WITH_UNIT') return spansOf(type)
  const units = spansOf('UNIT')
  return spansOf('VALUE').filter(({ start, end }) => units.some((unit) => start <= unit.start && unit.end <= end))
}

function report(): void {
  const types = Object.fromEntries(
    Object.keys(found[0] ?? {}).map((type) => [
      type,
      scoreSpans(papers.map((paper, index) => ({ gold: goldOf(paper, type), found: found[index]?.[type] ?? [] }))),
    ]),
  )
  const linking = { propertyValue: scoreLinking(papers) }
  const charactersPerSecond = Math.round((characters / milliseconds) * 1000)
  if (values.json) {
    console.log(JSON.stringify({ types, linking, papers: papers.length, characters, charactersPerSecond }))
    return
  }
  for (const [type, { exact, overlap }] of Object.entries(types))
    console.log(type.padEnd(16), 'exact', exact, 'overlap', overlap)
  console.log('property-value  ', linking.propertyValue)
  console.log(`${papers.length} papers, ${characters} characters, ${charactersPerSecond} characters/s`)
}

/** `+` found and not wanted, `-` wanted and not found, `b` found with other bounds. */
function listErrors(type: string): void {
  for (const [index, paper] of papers.entries()) {
    const gold = goldOf(paper, type)
    const mine = found[index]?.[type] ?? []
    const isSame = (one: TextSpan) => (other: TextSpan) => one.start === other.start && one.end === other.end
    const meets = (one: TextSpan) => (other: TextSpan) => one.start < other.end && other.start < one.end
    const show = (mark: string, span: TextSpan, others: readonly TextSpan[]): void => {
      const { text } = paper
      const place = `${text.slice(Math.max(0, span.start - 50), span.start)}[[${text.slice(span.start, span.end)}]]`
      const wanted = others.filter(meets(span)).map(({ start, end }) => text.slice(start, end))
      console.log(`${mark} ${index + Number(values.from)} ${place}${text.slice(span.end, span.end + 30)}`, ...wanted)
    }
    for (const span of mine) if (!gold.some(isSame(span))) show(gold.some(meets(span)) ? 'b' : '+', span, gold)
    for (const span of gold) if (!mine.some(isSame(span)) && !mine.some(meets(span))) show('-', span, [])
  }
}
