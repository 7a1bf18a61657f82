import { addUsage, noUsage } from '#agents/add-usage.ts'
import type { EvidenceSentence } from '#agents/evidence/evidence.ts'
import { leansOnAnother } from '#agents/leans-on-another.ts'
import { wordCoverage } from '#agents/verify/content-words.ts'
import { unstatedNumbers } from '#agents/verify/numbers-in-text.ts'
import { verifyClaim, type VerifiedClaim } from '#agents/verify/verify-claim.ts'
import type { Verifier } from '#agents/verify/verifier.ts'
import { splitSentences } from '#core/split-sentences.ts'
import type { Citation } from '#core/search.ts'
import type { AnswerSentence, Usage, Verdict } from '#core/trace.ts'

/** An answer sentence by sentence, with citations that code has attached. */
export interface VerifiedAnswer {
  readonly sentences: readonly AnswerSentence[]
  readonly citations: readonly Citation[]
  readonly verdicts: readonly Verdict[]
  readonly usage: Usage
}

/**
 * Holds every sentence of an answer against the evidence. A supported sentence cites the sentence of the corpus that is
 * nearest to it, and the next one where it adds numbers or words; an unsupported one cites nothing. A consequence without
 * a tie to its subject is cut off, and what is left is judged by itself. A sentence that leans on an unsupported one
 * falls with it.
 */
export async function verifyAnswer(
  answer: string,
  evidence: readonly EvidenceSentence[],
  verifier: Verifier,
  options: { signal?: AbortSignal } = {},
): Promise<VerifiedAnswer> {
  const sentences: AnswerSentence[] = []
  const citations: Citation[] = []
  const verdicts: Verdict[] = []
  let usage = noUsage
  const judge = async (text: string): Promise<VerifiedClaim<EvidenceSentence>> => {
    const last = leansOnAnother(text) ? sentences.at(-1) : undefined
    const verified = await verifyClaim(text, evidence, verifier, options)
    usage = addUsage(usage, verified.usage)
    const hasFallen = verified.isSupported && last !== undefined && last.citations.length === 0
    const judged = hasFallen
      ? { ...verified, isSupported: false, reason: 'it rests on a sentence without support' }
      : verified
    const { support, isSupported, reason, cutTo } = judged
    verdicts.push({
      claim: text,
      part: 'answer',
      support,
      isSupported,
      ...(reason === undefined ? {} : { reason }),
      ...(cutTo === undefined ? {} : { cutTo }),
      evidence: judged.evidence.map((sentence) => sentence.text),
    })
    return judged
  }

  for (const { start, end } of splitSentences(answer)) {
    let text = answer.slice(start, end)
    let judged = await judge(text)
    // Twice at most: a sentence seldom has more than two tails.
    for (let cuts = 0; cuts < 2 && judged.cutTo !== undefined; cuts++) {
      text = judged.cutTo
      judged = await judge(text)
    }
    const sources = judged.isSupported ? neededSources(text, judged.evidence) : []
    const places = sources.map((source) => indexOf(toCitation(source), citations))
    sentences.push({ text, support: judged.support, citations: places })
  }
  return { sentences, citations, verdicts, usage }
}

function neededSources(claim: string, held: readonly EvidenceSentence[]): readonly EvidenceSentence[] {
  const [first, second] = held
  if (first === undefined || second === undefined) return held
  const hasNewNumbers = unstatedNumbers(claim, [first.text]).length > 0
  const both = wordCoverage(claim, `${first.text} ${second.text}`)
  return hasNewNumbers || both - wordCoverage(claim, first.text) >= 0.15 ? [first, second] : [first]
}

function toCitation({ chunkId, documentId, page, start, end, text }: EvidenceSentence): Citation {
  return { chunkId, documentId, ...(page === undefined ? {} : { page }), start, end, quote: text }
}

/** Where the citation stands in the list; added at its end when it is new. */
function indexOf(citation: Citation, citations: Citation[]): number {
  const known = citations.findIndex(({ chunkId, start, end }) => {
    return chunkId === citation.chunkId && start === citation.start && end === citation.end
  })
  return known === -1 ? citations.push(citation) - 1 : known
}
