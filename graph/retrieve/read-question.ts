import type { Embedder } from '#models/embedder.ts'
import { contentStems, phraseKey } from './read-words.ts'
import { embedQuery } from './embed-query.ts'

/** A question with what comparing it to passages needs. */
export interface Question {
  readonly text: string
  readonly vector: Float32Array
  readonly stems: ReadonlySet<string>
  readonly key: string
}

/** Reads a question. */
export async function readQuestion(
  text: string,
  embedder: Pick<Embedder, 'embedQueries' | 'tokenOffsets' | 'maxTokens'>,
  signal?: AbortSignal,
): Promise<Question> {
  const vector = await embedQuery(text, embedder, signal)
  return { text, vector, stems: new Set(contentStems(text)), key: phraseKey(text) }
}
