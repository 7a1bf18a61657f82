/** A row of the index: a chunk as vector and as words. */
export interface VectorRow {
  readonly id: string
  readonly documentId: string
  readonly text: string
  /** L2-normalised, of the store's dimensions. */
  readonly vector: Float32Array
  /**
   * One of its sentences each, in order, then one of each relation that it states; L2-normalised; none where they are not
   * known. Their cosines are kept to 0.002.
   */
  readonly sentences?: readonly Float32Array[]
}

/** See `VectorRow`. */
export interface PassageVectors {
  readonly vector: Float32Array
  readonly sentences: readonly Float32Array[]
}

export interface ScoredId {
  readonly id: string
  readonly score: number
}

/**
 * The index of chunks by meaning and by words. It holds nothing that the graph store does not: it can be rebuilt.
 * One writer at a time (the data folder's write lock); any number of readers.
 */
export interface VectorStore {
  readonly dimensions: number
  /** Writes rows by id; the same row twice is one row. Refuses (`invalid-input`) a vector of other dimensions or with NaN. */
  upsert(rows: readonly VectorRow[]): Promise<void>
  /** Which of these ids are there. */
  has(ids: readonly string[]): Promise<ReadonlySet<string>>
  /** The vectors of these ids that are there. */
  get(ids: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>
  /** The vectors of these ids that are there, with those of their sentences and relations. */
  passages(ids: readonly string[]): Promise<ReadonlyMap<string, PassageVectors>>
  /** Nearest rows, score = cosine, best first, ties by id. */
  search(vector: Float32Array, options: { limit: number }): Promise<readonly ScoredId[]>
  /** The same for several vectors at once, in their order, much faster than one by one. */
  searchMany(vectors: readonly Float32Array[], options: { limit: number }): Promise<readonly (readonly ScoredId[])[]>
  /** Rows that share words with the query, score = BM25, best first, ties by id. No query text is an error. */
  searchText(query: string, options: { limit: number }): Promise<readonly ScoredId[]>
  /** Removes rows; unknown ids are no error. */
  delete(ids: readonly string[]): Promise<void>
  /** All ids, ascending. */
  ids(): Promise<readonly string[]>
  count(): Promise<number>
  /**
   * Merges small files and brings the search indexes up to date where that is worth the work; called after a batch of
   * writes. Results are the same without it, only slower.
   */
  optimize(): Promise<void>
  close(): Promise<void>
}
