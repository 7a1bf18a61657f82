import type { SearchHit } from '#core/search.ts'
import type { Task } from '#core/task.ts'
import type { Retriever } from '#graph/retrieve/create-retriever.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import type { Embedder } from '#models/embedder.ts'
import type { Evidence, EvidenceSentence } from './evidence.ts'
import { rankSentences } from './rank-sentences.ts'
import { sentencesOfHits } from './sentences-of-hits.ts'
import { withLinks } from './with-links.ts'

const passages = 8
/** On materials text words alone find most (docs/benchmarks.md), and what is not near is not chosen. */
const passagesByWords = 8
const sentencesToReasonFrom = 6
const fewestSentences = 3
/** Sentences much further from the question than the nearest one only distract a small model, from other documents more so. */
const leastShareOfBest = { sameDocument: 0.7, otherDocument: 0.8 }
const backgroundSentences = 2
const leastShareForBackground = 0.55

/**
 * The sentences of the corpus that bear on a question: passages by fused search and by words alone, then the sentences
 * of these by meaning and words. For a task its passage and key sentence are always among them, and its neighbours are searched too.
 */
export async function gatherEvidence(
  { question, task }: { question: string; task?: Task },
  parts: { graph: GraphStore; retriever: Retriever; embedder: Embedder },
  options: { signal?: AbortSignal } = {},
): Promise<Evidence> {
  const { retriever } = parts
  const [fused, byWords] = await Promise.all([
    retriever.search(question, { mode: 'fused', limit: passages, ...options }),
    retriever.search(question, { mode: 'text', limit: passagesByWords, ...options }),
  ])
  const found = [...fused, ...byWords.filter(({ chunkId }) => !fused.some((hit) => hit.chunkId === chunkId))]
  const hits = task === undefined ? found : await withPassages(found, task, parts.graph)
  const { ranked, bestCosine } = await rankSentences(question, hits.flatMap(sentencesOfHits), parts.embedder, options)
  const key = task?.keySentence
  const isKey = (sentence: EvidenceSentence): boolean =>
    key !== undefined && sentence.chunkId === key.chunkId && sentence.start === key.start
  const ordered = [...ranked.filter(isKey), ...ranked.filter((sentence) => !isKey(sentence))]
  const best = ordered[0]
  if (best === undefined) return { hits, bestCosine, sentences: [], background: [] }
  const near = ordered.filter((sentence, index) => index === 0 || isNear(sentence, best))
  // A lone sentence leaves a small model to fill the rest from its memory: the next ones of its document stand by it.
  const beside = ordered.filter((sentence) => !near.includes(sentence) && sentence.documentId === best.documentId)
  const chosen = [...near, ...beside.slice(0, Math.max(0, fewestSentences - near.length))]
  const sentences = withLinks(chosen, ordered, sentencesToReasonFrom)
  const rest = ordered.filter((sentence) => !sentences.includes(sentence))
  return { hits, bestCosine, sentences, background: chooseBackground(rest, sentences) }
}

function isNear(sentence: EvidenceSentence, best: EvidenceSentence): boolean {
  const { sameDocument, otherDocument } = leastShareOfBest
  const share = sentence.documentId === best.documentId ? sameDocument : otherDocument
  return sentence.relevance >= share * best.relevance
}

/** The hits and the passages of a task that are not among them: its own first, its neighbours after. */
async function withPassages(found: readonly SearchHit[], task: Task, graph: GraphStore): Promise<SearchHit[]> {
  const wanted = [task.passage, ...task.context.passages].filter(
    ({ chunkId }) => !found.some((hit) => hit.chunkId === chunkId),
  )
  const chunks = await graph.getChunks(wanted.map(({ chunkId }) => chunkId))
  const added = wanted.flatMap(({ chunkId, documentId, title }): SearchHit[] => {
    const chunk = chunks.get(chunkId)
    if (chunk === undefined) return []
    const { start, end, text, page } = chunk
    return [
      { chunkId, documentId, title, ...(page === undefined ? {} : { page }), start, end, text, score: 0, why: [] },
    ]
  })
  return [...found, ...added]
}

/** The next best sentences that are not far off, from documents not yet heard first. */
function chooseBackground(
  rest: readonly EvidenceSentence[],
  chosen: readonly EvidenceSentence[],
): readonly EvidenceSentence[] {
  const heard = new Set(chosen.map(({ documentId }) => documentId))
  const least = leastShareForBackground * (chosen[0]?.relevance ?? 0)
  const near = rest.filter(({ relevance }) => relevance >= least)
  const elsewhere = near.filter(({ documentId }) => !heard.has(documentId))
  return [...elsewhere, ...near.filter(({ documentId }) => heard.has(documentId))].slice(0, backgroundSentences)
}
