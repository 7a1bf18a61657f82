import { cleanSentence } from '#agents/clean-sentence.ts'
import { isProse } from '#agents/is-prose.ts'
import type { SearchHit } from '#core/search.ts'
import { splitSentences } from '#core/split-sentences.ts'
import { chainOf } from './chain-of.ts'
import type { EvidenceSentence } from './evidence.ts'

/** The whole sentences of a passage, with their places in the document. */
export function sentencesOfHits(hit: SearchHit): EvidenceSentence[] {
  const chain = chainOf(hit)
  return splitSentences(hit.text)
    .filter(({ start, end }) => isProse(cleanSentence(hit.text.slice(start, end))))
    .map(({ start, end }) => ({
      chunkId: hit.chunkId,
      documentId: hit.documentId,
      title: hit.title,
      ...(hit.page === undefined ? {} : { page: hit.page }),
      start: hit.start + start,
      end: hit.start + end,
      text: hit.text.slice(start, end),
      relevance: 0,
      ...(chain === undefined ? {} : { chain }),
    }))
}
