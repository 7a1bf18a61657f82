import type { DocumentKnowledge } from '#core/knowledge.ts'
import type { DocumentCounts } from './ingest-event.ts'

/** How much a document tells; what several of its chunks name counts once. */
export function countDocument({ chunks, knowledge }: DocumentKnowledge): DocumentCounts {
  const differentIds = (lists: readonly (readonly { readonly id: string }[])[]): number =>
    new Set(lists.flatMap((list) => list.map(({ id }) => id))).size
  return {
    chunks: chunks.length,
    entities: differentIds(knowledge.map(({ entities }) => entities)),
    relations: differentIds(knowledge.map(({ relations }) => relations)),
    quantities: differentIds(knowledge.map(({ quantities }) => quantities)),
  }
}
