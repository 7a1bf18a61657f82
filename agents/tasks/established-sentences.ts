import type { DocumentKnowledge } from '#core/knowledge.ts'
import type { SourceSentence } from '#core/task.ts'
import { hasReferenceMark, tellsItsSources } from '#agents/reference-marks.ts'
import { isGenericName } from './graph-path/is-generic-name.ts'

const fewestOfPassage = 2
/** "Doping with fluorine also introduces": what it goes on from says of which material. */
const goesOn = /^(?:\S+ ){1,5}also\b/
/** "Han and Yokoi [8] used": what others did once. */
const tellsOfAuthors = /(?:^|, )\p{Lu}\p{Ll}+(?: and \p{Lu}\p{Ll}+| et al\.?)? ?\[\d[^\]]*\] \p{Ll}+(?:ed|wn|nd)\b/u
/** "The temperature shift allows": which one the reader of the paper knows; "The toughness of nacre" says it. */
const opensWithUnknown = /^(?:The|A|An) (?!(?:[\w-]+ ){1,5}(?:of|in|between|for|caused) )(?:\p{Ll}+ ){2}/u

/**
 * Of the key sentences of one passage those that tell what is known. In a paper these name their source and a material:
 * what it says without a source its authors saw on their own samples, and what names no material is about one that only its
 * reader knows. In any other document all of them, or none where there is but one: such a passage is a list or debris.
 */
export function establishedSentences(
  sentences: readonly SourceSentence[],
  { document, knowledge }: DocumentKnowledge,
): readonly SourceSentence[] {
  if (!tellsItsSources(document.text)) return sentences.length < fewestOfPassage ? [] : sentences
  const entities = knowledge.flatMap(({ entities }) => entities)
  const materials = new Set(
    entities.filter(({ type, name }) => type === 'Material' && !isGenericName(name)).map(({ id }) => id),
  )
  const named = knowledge.flatMap(({ mentions }) => mentions).filter(({ entityId }) => materials.has(entityId))
  return sentences.filter(
    ({ text, start, end }) =>
      hasReferenceMark(text) &&
      !goesOn.test(text) &&
      !tellsOfAuthors.test(text) &&
      !opensWithUnknown.test(text) &&
      named.some((mention) => mention.start >= start && mention.end <= end),
  )
}
