import type { Citation } from '#core/search.ts'
import type { AnswerSentence, ReasoningRound } from '#core/trace.ts'
import { leansOnAnother } from './leans-on-another.ts'
import { scoreRound } from './score-round.ts'
import { wordCoverage } from './verify/content-words.ts'

/** An answer put together from the rounds. */
export interface IntegratedAnswer {
  readonly sentences: readonly AnswerSentence[]
  readonly citations: readonly Citation[]
  /** The round it is from where it is from one. */
  readonly bestRound?: number
}

const mostSentences = 4
/** A sentence of another round is added only when this share of its words is new. */
const newWords = 0.4

/**
 * One answer from the rounds: the supported sentences of the best round (see `scoreRound`; the later one of equals, since it
 * was told what the earlier left out), and supported sentences of other rounds that add something. Undefined where no round has a supported sentence. By code: a small model that rewrites loses support.
 */
export function integrate(rounds: readonly ReasoningRound[]): IntegratedAnswer | undefined {
  const best = rounds.toSorted((a, b) => scoreRound(b) - scoreRound(a) || b.index - a.index)[0]
  if (best === undefined || scoreRound(best) === 0) return undefined
  const chosen: { sentence: AnswerSentence; round: ReasoningRound }[] = []
  for (const round of [best, ...rounds.filter((other) => other !== best)]) {
    for (const sentence of round.sentences.filter(isSupported)) {
      const said = chosen.map(({ sentence: { text } }) => text).join(' ')
      const isNew =
        round === best || (!leansOnAnother(sentence.text) && 1 - wordCoverage(sentence.text, said) >= newWords)
      if (isNew && chosen.length < mostSentences) chosen.push({ sentence, round })
    }
  }
  const citations: Citation[] = []
  const sentences = chosen.map(({ sentence, round }) => ({
    ...sentence,
    citations: sentence.citations.map((index) => takeOver(round.citations[index]!, citations)),
  }))
  const isBestAsItIs = chosen.every(({ round }) => round === best) && chosen.length === best.sentences.length
  return { sentences, citations, ...(isBestAsItIs ? { bestRound: best.index } : {}) }
}

function isSupported({ citations }: AnswerSentence): boolean {
  return citations.length > 0
}

function takeOver(citation: Citation, citations: Citation[]): number {
  const known = citations.findIndex(
    ({ chunkId, start, end }) => chunkId === citation.chunkId && start === citation.start && end === citation.end,
  )
  return known === -1 ? citations.push(citation) - 1 : known
}
