import type { SeedPassage } from '#core/task.ts'

/** The corpus as the published method cuts it: 1,024 tokens with an overlap of 20, never embedded. */
export interface PassageSource {
  /** Number of pieces of the whole corpus. */
  readonly count: number
  /** The pieces at these places in the order of documents (by id) and text. */
  read(places: readonly number[]): Promise<readonly SeedPassage[]>
  /** The place of the piece that holds an offset of a document; -1 where the document is not there. */
  placeOf(documentId: string, offset: number): number
}
