import type { ReasoningTrace } from '#core/trace.ts'
import type { GraphStore } from '#graph/graph-store.ts'

/** An answer as a chat shows it, in pieces: each sentence with the numbers of its sources, then the sources; or why there is no answer. */
export async function writeCitedAnswer(trace: ReasoningTrace, graph: GraphStore): Promise<readonly string[]> {
  if (trace.refusal !== undefined) return [trace.refusal]
  const sentences = trace.sentences.map(({ text, citations }, index) => {
    const marks = citations.map((citation) => `[${citation + 1}]`).join('')
    return `${index === 0 ? '' : ' '}${text}${marks === '' ? '' : ` ${marks}`}`
  })
  if (trace.citations.length === 0) return sentences
  const titles = await graph.documentTitles([...new Set(trace.citations.map(({ documentId }) => documentId))])
  const sources = trace.citations.map(({ documentId, page, quote }, index) => {
    const place = page === undefined ? '' : `, page ${page}`
    return `[${index + 1}] ${titles.get(documentId) ?? documentId}${place}: “${quote.replaceAll(/\s+/g, ' ')}”`
  })
  return [...sentences, `\n\nSources:\n${sources.join('\n')}`]
}
