import { renderSections } from '#agents/think/render-thinking.ts'
import type { ReasonEvent } from '#agents/reason.ts'

/** Tells what happens while an answer comes about under the names that clients of the API know; what they need not know is passed over. */
export function tellReasonEvent(tell: (event: string, data: unknown) => void): (event: ReasonEvent) => void {
  return (event) => {
    switch (event.event) {
      case 'retrieval.done': {
        const hits = event.hits.map(({ chunkId, documentId, title, page, start, end, score }) => {
          return { chunk_id: chunkId, document_id: documentId, title, page: page ?? null, start, end, score }
        })
        tell('retrieval.done', { hits, sentences: event.sentences })
        return
      }
      case 'thinking.delta':
      case 'answer.delta':
      case 'reflection.delta':
        tell(event.event, { round: event.round, text: event.text })
        return
      case 'thinking.done':
        tell('thinking.done', { round: event.round, text: renderSections(event.thinking) })
        return
      case 'round.done':
      case 'answer.done':
      case 'refused':
    }
  }
}
