import type { TextSpan } from '#core/pair.ts'
import { normalForm } from '#graph/resolve/normal-form.ts'
import { findMentions, type MentionDraft, type SentenceContext } from './find-mentions.ts'
import type { RelationDraft } from './find-relations.ts'
import { fitRelation } from './fit-relation.ts'
import { locatePhrase } from './locate-phrase.ts'
import { readPredicate } from './read-predicate.ts'
import type { WrittenTriple } from './read-triple-lines.ts'
import { tokeniseWords, type WordToken } from './tokenise-words.ts'

/** A sentence of the chunk with what the rules found in it. Spans are offsets into the text of `context`. */
export interface ReadSentence extends TextSpan {
  readonly tokens: readonly WordToken[]
  readonly mentions: readonly MentionDraft[]
}

/** A triple whose ends stand in the text, with the sentences they stand in. */
export interface GroundedTriple {
  readonly relation: RelationDraft
  readonly evidence: TextSpan
  readonly mentions: readonly MentionDraft[]
}

export type Refusal =
  | 'subject-not-in-text'
  | 'object-not-in-text'
  | 'ends-too-far-apart'
  | 'end-is-no-name'
  | 'verb-not-in-text'
  | 'no-known-relation'

/**
 * Checks a model's triple against the text: both ends must stand in it word for word, in one sentence or two that follow each
 * other, its verb must stand there as well, and must mean one of the fixed relations between things of these types.
 */
export function groundTriple(
  triple: WrittenTriple,
  sentences: readonly ReadSentence[],
  context: SentenceContext,
): GroundedTriple | Refusal {
  const subjects = placesOf(triple.subject, sentences)
  if (subjects.length === 0) return 'subject-not-in-text'
  const objects = placesOf(triple.object, sentences)
  if (objects.length === 0) return 'object-not-in-text'
  const pairs = subjects
    .flatMap((subject) =>
      objects.map((object) => ({ subject, object, distance: Math.abs(subject.index - object.index) })),
    )
    .filter(
      ({ subject, object, distance }) =>
        distance <= 1 && !(subject.span.start < object.span.end && object.span.start < subject.span.end),
    )
    .sort((one, other) => one.distance - other.distance || one.subject.index - other.subject.index)
  const [pair] = pairs
  if (pair === undefined) return 'ends-too-far-apart'
  const left = mentionAt(pair.subject.span, sentences[pair.subject.index], context)
  const right = mentionAt(pair.object.span, sentences[pair.object.index], context)
  if (left === undefined || right === undefined) return 'end-is-no-name'
  const evidence = {
    start: sentences[Math.min(pair.subject.index, pair.object.index)]?.start ?? 0,
    end: sentences[Math.max(pair.subject.index, pair.object.index)]?.end ?? 0,
  }
  if (
    !isStated(
      triple.relation,
      pair.subject.span,
      pair.object.span,
      context.text.slice(evidence.start, evidence.end),
      context.text,
    )
  )
    return 'verb-not-in-text'
  const relation = relate(left, right, triple.relation)
  if (relation === undefined) return 'no-known-relation'
  return { relation, evidence, mentions: [left, right] }
}

function placesOf(phrase: string, sentences: readonly ReadSentence[]): { index: number; span: TextSpan }[] {
  return sentences.flatMap((sentence, index) => {
    const span = locatePhrase(phrase, sentence.tokens)
    return span === undefined ? [] : [{ index, span }]
  })
}

const preposition = /^(?:of|at|in|on|by|with|from|for|between|to|within|under|that|which|and|or)$/
/** Words of a relation that any sentence holds; what it says is in the others. */
const emptyWords = /^(?:is|are|was|were|be|been|has|have|had|a|an|the|of|by|to|in|on|for|with|as|from|at|into|it|its)$/

/**
 * Whether the words of the relation stand in the evidence, by their stems. A relation of empty words (`is a`, `has`) has to be
 * said between the ends, in their order.
 */
function isStated(written: string, subject: TextSpan, object: TextSpan, evidence: string, text: string): boolean {
  const words = written
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
  const contents = words.filter((word) => !emptyWords.test(word))
  if (contents.length > 0) {
    const stems = new Set(
      evidence
        .toLowerCase()
        .split(/[^a-z]+/)
        .map(stemOf),
    )
    return contents.every((word) => stems.has(stemOf(word)))
  }
  const between = text.slice(subject.end, object.start)
  const verbs = words.some((word) => /^(?:has|have|had)$/.test(word))
    ? /\b(?:has|have|had|with)\b/
    : /\b(?:is|are|was|were)\b/
  return (
    subject.end <= object.start && between.length < 60 && verbs.test(between) && !/\b(?:not|no|never)\b/.test(between)
  )
}

function stemOf(word: string): string {
  return word.replace(/(?:ies|ied)$/, 'y').replace(/(?:es|ed|ing|s|e)$/, '')
}

/** The mention that the rules find in a phrase as its head: before a preposition the first one, else the last. */
function mentionAt(
  span: TextSpan,
  sentence: ReadSentence | undefined,
  context: SentenceContext,
): MentionDraft | undefined {
  const tokens = tokeniseWords(context.text, span.start, span.end)
  const cut = tokens.findIndex((token) => preposition.test(token.lower))
  const end = (cut === -1 ? tokens.at(-1) : tokens[cut - 1])?.end
  if (end === undefined) return undefined
  const known = sentence?.mentions.find((mention) => mention.end === end && mention.start <= end)
  if (known !== undefined) return known
  const own = cut === -1 ? tokens : tokens.slice(0, cut)
  const alone = findMentions(own, context).mentions.find((mention) => mention.end === end && !mention.isTruncated)
  if (alone !== undefined) return alone
  if (own.length < 2 || own.length > 3) return undefined
  const concept = { start: own[0]?.start ?? span.start, end }
  return {
    ...concept,
    entity: { type: 'Concept', ...normalForm(context.text.slice(concept.start, end)) },
    isTruncated: false,
  }
}

function relate(left: MentionDraft, right: MentionDraft, written: string): RelationDraft | undefined {
  const words = written
    .toLowerCase()
    .replaceAll(/[_-]+/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '')
  const read =
    readPredicate(words) ??
    (/^(?:is|are)$/.test(words.join(' '))
      ? { predicate: { type: 'IS_A' as const, text: 'is a', isReversed: false } }
      : undefined)
  if (read === undefined || /\b(?:not|no|never|without|cannot)\b/.test(written)) return undefined
  const { type, text, isReversed } = read.predicate
  const [subject, object] = isReversed ? [right.entity, left.entity] : [left.entity, right.entity]
  return subject.key === object.key ? undefined : fitRelation({ subject, object, type, predicate: text })
}
