import type { Chunk } from '#core/chunk.ts'
import type { Document } from '#core/document.ts'
import type { ChunkKnowledge } from '#core/knowledge.ts'
import { splitSentences } from '#core/split-sentences.ts'
import { normalForm } from '#graph/resolve/normal-form.ts'
import { assembleKnowledge, type SentenceKnowledge } from './assemble-knowledge.ts'
import { describeQuantity } from './describe-quantity.ts'
import { findAbbreviations } from './find-abbreviations.ts'
import { findMentions, type EntityDraft, type MentionDraft, type SentenceContext } from './find-mentions.ts'
import { findQuantities, type FoundQuantity } from './find-quantities.ts'
import { findRelations } from './find-relations.ts'
import { findReferenceList } from './find-reference-list.ts'
import { readableText } from './readable-text.ts'
import { tokeniseWords } from './tokenise-words.ts'

/** A phrase without a known head becomes a concept when the document says it this often. */
const repeatedOften = 3

/**
 * Reads entities, relations and quantities from a document by rules alone: no model, no network, the same output for the same
 * input. The whole document is read, so an abbreviation holds wherever it is defined; every record belongs to the first
 * chunk that holds its sentence. Linear in the text, about a million characters a second.
 */
export function extractByRules(document: Document, chunks: readonly Chunk[]): ChunkKnowledge[] {
  return assembleKnowledge(chunks, readSentences(document.text))
}

/** What each sentence of a text says. Spans are offsets into the text given. */
export function readSentences(source: string): SentenceKnowledge[] {
  const readable = readableText(source)
  const { text: whole } = readable
  const text = whole.slice(0, findReferenceList(whole))
  const context = readAbbreviations(text)
  const quantities = findQuantities(text)
  const sentences = splitSentences(text).map((sentence) => {
    const tokens = tokeniseWords(text, sentence.start, sentence.end)
    return { sentence, ...findMentions(tokens, context) }
  })
  const counts = new Map<string, number>()
  for (const { candidates } of sentences) {
    for (const { entity } of candidates) counts.set(entity.key, (counts.get(entity.key) ?? 0) + 1)
  }
  let next = 0
  return sentences.map(({ sentence, mentions, candidates }) => {
    const concepts = candidates.filter(({ entity }) => (counts.get(entity.key) ?? 0) >= repeatedOften)
    const own: FoundQuantity[] = []
    while ((quantities[next]?.start ?? Infinity) < sentence.end) {
      const quantity = quantities[next++]
      if (quantity !== undefined && quantity.start >= sentence.start) own.push(quantity)
    }
    const all = withoutNumbers([...mentions, ...concepts], own).sort((one, other) => one.start - other.start)
    return {
      span: readable.toSource(sentence),
      sentence: text.slice(sentence.start, sentence.end),
      mentions: all.map((mention) => ({ ...mention, ...readable.toSource(mention) })),
      relations: findRelations(text, sentence, all),
      quantities: own.map((quantity) => ({
        quantity,
        span: readable.toSource(quantity),
        text: text.slice(quantity.start, quantity.end),
        ...describeQuantity(text, sentence, quantity, { mentions: all, others: own }),
      })),
    }
  })
}

/** Drops mentions that lie in a value (`5 K` is no potassium). */
function withoutNumbers(mentions: readonly MentionDraft[], quantities: readonly FoundQuantity[]): MentionDraft[] {
  return mentions.filter(
    (mention) => !quantities.some((quantity) => mention.start < quantity.end && quantity.start < mention.end),
  )
}

/** Entities of the abbreviations of a text: what the long form is, the short form is too. */
export function readAbbreviations(text: string): SentenceContext {
  const abbreviations = new Map<string, EntityDraft>()
  const longForms = new Map<string, string>()
  const plain: SentenceContext = { text, abbreviations: new Map(), longForms: new Map() }
  for (const { short, long, longSpan } of findAbbreviations(text)) {
    const { mentions } = findMentions(tokeniseWords(text, longSpan.start, longSpan.end), plain)
    const last = mentions.at(-1)
    if (last === undefined || last.end < longSpan.end - 1 || last.isTruncated) continue
    abbreviations.set(short, { type: last.entity.type, ...normalForm(long, last.entity.type) })
    longForms.set(short, long)
  }
  return { text, abbreviations, longForms }
}
