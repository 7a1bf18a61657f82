import { cleanSentence } from '#agents/clean-sentence.ts'
import { wordCoverage } from '#agents/verify/content-words.ts'
import type { Embedder } from '#models/embedder.ts'
import type { EvidenceSentence } from './evidence.ts'

/** A sentence that says why or how. */
const explains =
  /\b(?:because|since|therefore|so that|due to|owing to|by \w+ing|caus|lead|prevent|enabl|allow|promot|suppress|increas|decreas|reduc|improv|enhanc|stabili[sz]|result|produc|mak)(?:es?|s|ed|ing|d|ts?)?\b/i

/** Part of a sentence's nearness that the sentences beside it inherit: a mechanism is told over several, of which one names the material. */
const lentByNeighbour = 0.15

/** Part of the nearness to a rewritten question that counts: each replacement may have been a wrong one. */
const trustPerHop = 0.8

/** A sentence that shares this much of its words with a better one says nothing new. */
const sameWords = 0.8

/**
 * Sentences by nearness to the question, best first, those that only repeat a better one left out: cosine of the sentence
 * under its title, the share of the question's words it has, for why and how a bonus where it explains, and a part of
 * the nearness of the sentences beside it. Where a rewritten question led to a sentence, the nearer of both questions counts;
 * `bestCosine` is to the one that was asked.
 */
export async function rankSentences(
  question: string,
  sentences: readonly EvidenceSentence[],
  embedder: Embedder,
  options: { signal?: AbortSignal } = {},
): Promise<{ ranked: EvidenceSentence[]; bestCosine: number }> {
  const texts = sentences.map(({ title, text }) => fit(`${title}: ${cleanSentence(text)}`, embedder))
  const questions = [question, ...new Set(sentences.flatMap(({ chain }) => chain?.at(-1)?.question ?? []))]
  const embedded = await embedder.embed([...questions.map((each) => fit(each, embedder)), ...texts], options)
  const asked = new Map(questions.map((each, index) => [each, embedded[index]!]))
  const vectors = embedded.slice(questions.length)
  const original = asked.get(question)!

  const asksForReasons = /\b(?:why|how|cause|reason|explain|mechanism)/i.test(question)
  const cosines = vectors.map((vector) => dot(original, vector))
  const own = sentences.map(({ text, chain }, index) => {
    const bonus = asksForReasons && explains.test(text) ? 0.1 : 0
    const nearness = (each: string): number =>
      0.7 * dot(asked.get(each) ?? original, vectors[index]!) + 0.3 * wordCoverage(each, text)
    const last = chain?.at(-1)
    const rewritten = last === undefined ? 0 : trustPerHop ** (chain?.length ?? 0) * nearness(last.question)
    return Math.max(nearness(question), rewritten) + bonus
  })
  const scored = sentences.map((sentence, index) => {
    const beside = [index - 1, index + 1].filter((other) => sentences[other]?.chunkId === sentence.chunkId)
    const lent = lentByNeighbour * Math.max(0, ...beside.map((other) => own[other] ?? 0))
    return { ...sentence, relevance: (own[index] ?? 0) + lent }
  })
  const ranked: EvidenceSentence[] = []
  for (const sentence of scored.toSorted((a, b) => b.relevance - a.relevance)) {
    if (!ranked.some((better) => wordCoverage(sentence.text, better.text) >= sameWords)) ranked.push(sentence)
  }
  return { ranked, bestCosine: Math.max(0, ...cosines) }
}

/** The text itself where the embedder takes it, else its beginning: for ranking the beginning is enough. */
function fit(text: string, embedder: Embedder): string {
  if (embedder.countTokens(text) <= embedder.maxTokens) return text
  return text.slice(0, embedder.tokenOffsets(text)[embedder.maxTokens - 8])
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!
  return sum
}
