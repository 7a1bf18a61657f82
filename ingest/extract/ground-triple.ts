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

export type Refusal = 'subject-not-in-text' | 'object-not-in-text' | 'ends-too-far-apart' | 'no-known-relation'

/**
 * Checks a model's triple against the text: both ends must stand in it word for word, in one sentence or two that follow each
 * other, and the verb must mean one of the fixed relations between things of these types.
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
  const relation = relate(left, right, triple.relation)
  if (relation === undefined) return 'no-known-relation'
  const first = sentences[Math.min(pair.subject.index, pair.object.index)]
  const last = sentences[Math.max(pair.subject.index, pair.object.index)]
  return { relation, evidence: { start: first?.start ?? 0, end: last?.end ?? 0 }, mentions: [left, right] }
}

function placesOf(phrase: string, sentences: readonly ReadSentence[]): { index: number; span: TextSpan }[] {
  return sentences.flatMap((sentence, index) => {
    const span = locatePhrase(phrase, sentence.tokens)
    return span === undefined ? [] : [{ index, span }]
  })
}

/** The mention that the rules found there, else what the words there are by themselves, else a general concept. */
function mentionAt(span: TextSpan, sentence: ReadSentence | undefined, context: SentenceContext): MentionDraft {
  const known = sentence?.mentions.find((mention) => mention.end === span.end && mention.start <= span.start)
  if (known !== undefined) return known
  const alone = findMentions(tokeniseWords(context.text, span.start, span.end), context).mentions.find(
    (mention) => mention.end === span.end && !mention.isTruncated,
  )
  if (alone !== undefined) return alone
  return {
    ...span,
    entity: { type: 'Concept', ...normalForm(context.text.slice(span.start, span.end), 'Concept') },
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
