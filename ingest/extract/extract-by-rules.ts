import { setImmediate } from 'node:timers/promises'
import type { Chunk } from '#core/chunk.ts'
import type { Document } from '#core/document.ts'
import { throwIfCancelled } from '#core/errors.ts'
import type { ChunkKnowledge } from '#core/knowledge.ts'
import type { TextSpan } from '#core/pair.ts'
import { sentencesOf } from '#core/split-sentences.ts'
import { normalForm } from '#graph/resolve/normal-form.ts'
import { assembleKnowledge, type SentenceKnowledge } from './assemble-knowledge.ts'
import { describeQuantities } from './describe-quantity.ts'
import { findAbbreviations } from '#core/find-abbreviations.ts'
import { findMentions, type EntityDraft, type FoundMentions, type SentenceContext } from './find-mentions.ts'
import { findQuantities } from './find-quantities.ts'
import { findRelations } from './find-relations.ts'
import { findReferenceList } from './find-reference-list.ts'
import { knownAcronyms } from './lexicon/known-acronyms.ts'
import { readTableRows, type TableRow } from './read-table-rows.ts'
import { readableText, type ReadableText } from './readable-text.ts'
import { tokeniseWords } from './tokenise-words.ts'

/** A phrase without a known head becomes a concept when the document says it this often. */
const repeatedOften = 3
const longestSentence = 1500
/** Sentences between two turns of the event loop: about ten milliseconds of work. */
const sentencesPerTurn = 50

/**
 * Reads entities, relations and quantities from a document by rules alone: no model, no network, the same output for the same
 * input. The whole document is read, so an abbreviation holds wherever it is defined; every record belongs to the first
 * chunk that holds its sentence. Linear in the text; other work gets its turn in between. Errors: `cancelled`.
 */
export async function extractByRules(
  document: Document,
  chunks: readonly Chunk[],
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<ChunkKnowledge[]> {
  return assembleKnowledge(chunks, await readSentencesInTurns(document.text, { signal }))
}

/** `readSentences` with a turn of the event loop in between. Errors: `cancelled`. */
export async function readSentencesInTurns(
  source: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<SentenceKnowledge[]> {
  const reading = readInSteps(source)
  for (let step = reading.next(); ; step = reading.next()) {
    if (step.done === true) return step.value
    await setImmediate()
    throwIfCancelled(signal)
  }
}

/** What each sentence of a text says. Spans are offsets into the text given. */
export function readSentences(source: string): SentenceKnowledge[] {
  const reading = readInSteps(source)
  for (let step = reading.next(); ; step = reading.next()) if (step.done === true) return step.value
}

/** Yields after every few sentences; returns them all. */
function* readInSteps(source: string): Generator<undefined, SentenceKnowledge[]> {
  const readable = readableText(source)
  const { text: whole } = readable
  yield
  const text = whole.slice(0, findReferenceList(whole))
  const context = readAbbreviations(text)
  yield
  const found: (FoundMentions & { span: TextSpan })[] = []
  const counts = new Map<string, number>()
  for (const span of boundedSentences(text)) {
    const mentions = findMentions(tokeniseWords(text, span.start, span.end), context)
    for (const { entity } of mentions.candidates) counts.set(entity.key, (counts.get(entity.key) ?? 0) + 1)
    found.push({ ...mentions, span })
    if (found.length % sentencesPerTurn === 0) yield
  }
  const isRepeated = ({ key }: EntityDraft): boolean => (counts.get(key) ?? 0) >= repeatedOften
  const sentences: SentenceKnowledge[] = []
  const tables = readTableRows(
    text,
    found.map(({ span }) => span),
  )
  for (const [index, sentence] of found.entries()) {
    const read = readSentence(readable, text, sentence, isRepeated)
    const row = tables.get(index)
    sentences.push(
      row === undefined ? read : { ...read, quantities: withTable(readable, text, { sentence, read, row }) },
    )
    if (sentences.length % sentencesPerTurn === 0) yield
  }
  return sentences
}

/** The sentences of a text; what is longer than any sentence is data and is read in pieces, so that the time stays linear. */
function* boundedSentences(text: string): Generator<TextSpan> {
  for (const { start, end } of sentencesOf(text)) {
    let from = start
    while (end - from > longestSentence) {
      const space = text.lastIndexOf(' ', from + longestSentence)
      const cut = space > from + longestSentence / 2 ? space : from + longestSentence
      yield { start: from, end: cut }
      from = cut
    }
    yield { start: from, end }
  }
}

function readSentence(
  readable: ReadableText,
  text: string,
  { span, materials, mentions, candidates }: FoundMentions & { span: TextSpan },
  isRepeated: (entity: EntityDraft) => boolean,
): SentenceKnowledge {
  const quantities = findQuantities(text, span)
  // What lies in a value is no thing: `5 K` is no potassium.
  const isOutside = ({ start, end }: TextSpan): boolean =>
    !quantities.some((quantity) => start < quantity.end && quantity.start < end)
  const all = [...mentions, ...candidates.filter(({ entity }) => isRepeated(entity))]
    .filter(isOutside)
    .sort((one, other) => one.start - other.start)
  const descriptions = describeQuantities(text, span, quantities, all)
  return {
    span: readable.toSource(span),
    sentence: text.slice(span.start, span.end),
    materials: materials.filter(isOutside).map((material) => readable.toSource(material)),
    mentions: all.map((mention) => ({ ...mention, ...readable.toSource(mention) })),
    relations: findRelations(text, span, all),
    quantities: quantities.map((quantity, index) => ({
      quantity,
      span: readable.toSource(quantity),
      text: text.slice(quantity.start, quantity.end),
      ...descriptions[index],
    })),
  }
}

/** The values of a table row: they belong to the material that the row names first. */
function withTable(
  readable: ReadableText,
  text: string,
  { sentence, read, row }: { sentence: FoundMentions; read: SentenceKnowledge; row: TableRow },
): SentenceKnowledge['quantities'] {
  const material = sentence.mentions.find(({ entity }) => entity.type === 'Material')?.entity
  const bearer = material === undefined ? {} : { material }
  const own = read.quantities.map((found) => {
    const cell = row.cells.find(({ start, end }) => start <= found.quantity.start && found.quantity.end <= end)
    return cell === undefined ? found : { ...found, property: cell.property, ...bearer }
  })
  const values = row.values.map(({ quantity, property }) => ({
    quantity,
    span: readable.toSource(quantity),
    text: `${text.slice(quantity.start, quantity.end)} ${quantity.unit}`,
    property,
    ...bearer,
  }))
  return [...own, ...values]
}

/** Entities of the abbreviations of a text: what the long form is, the short form is too. */
export function readAbbreviations(text: string): SentenceContext {
  const abbreviations = new Map<string, EntityDraft>()
  const longForms = new Map<string, string>()
  for (const [short, { type, long }] of knownAcronyms) {
    abbreviations.set(short, { type, ...normalForm(long) })
    longForms.set(short, long)
  }
  const plain: SentenceContext = { text, abbreviations: new Map(), longForms: new Map(), defined: new Set() }
  const defined = new Set<string>()
  for (const { short, long, longSpan } of findAbbreviations(text)) {
    const { mentions } = findMentions(tokeniseWords(text, longSpan.start, longSpan.end), plain)
    const last = mentions.at(-1)
    if (last === undefined || last.end < longSpan.end - 1 || last.isTruncated) {
      abbreviations.delete(short)
      longForms.delete(short)
      continue
    }
    defined.add(short)
    abbreviations.set(short, { type: last.entity.type, ...normalForm(long) })
    longForms.set(short, long)
  }
  // `tungsten (W)`: a letter that alone would not be taken for an element.
  if (/\btungsten\s\(W\)/i.test(text)) abbreviations.set('W', { type: 'Material', ...normalForm('tungsten') })
  return { text, abbreviations, longForms, defined }
}
