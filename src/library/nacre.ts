/// <reference lib="esnext.disposable" preserve="true" />
import type { DatasetSummary } from '#agents/pairs/export/export-dataset.ts'
import type { Document, DocumentSummary } from '#core/document.ts'
import type { Entity, EntityType, RelationType } from '#core/knowledge.ts'
import type { DroppedPair, PreferencePair } from '#core/pair.ts'
import type { SearchHit, SearchMode } from '#core/search.ts'
import type { Task } from '#core/task.ts'
import type { ReasoningTrace } from '#core/trace.ts'
import type { ExportFormat } from '#graph/export/export-graph.ts'
import type { Community } from '#graph/find-communities.ts'
import type { GraphStats } from '#graph/graph-store.ts'
import type { StatedPath } from '#graph/retrieve/state-paths.ts'
import type { WalkedNeighbour } from '#graph/walk-neighbours.ts'
import type { IngestEvent } from '#ingest/ingest-event.ts'
import type { IngestSummary } from '#ingest/ingest.ts'
import type { AskOptions } from '#src/ask-question.ts'
import type { PairsOptions } from '#src/build-pairs.ts'
import type { GenerateOptions, GenerateSummary } from '#src/generate-new-tasks.ts'
import type { DatasetWishes } from '#src/write-dataset.ts'

/**
 * A corpus and what is known of it, for programs. Nothing is opened, fetched or written before a call needs it; what was
 * opened is kept until `close`. Calls that write wait for other processes that write to the same data folder. Every
 * failure is a `NacreError` with a code; anything else is a bug.
 */
export interface Nacre extends AsyncDisposable {
  /**
   * Reads files, folders, globs, http(s) addresses and `arxiv:QUERY`. What is known already is passed over; a source that
   * cannot be read is in `failed` of the summary. Throws `not-found` or `invalid-input` where nothing at all can be read.
   */
  ingest(sources: string | readonly string[], options?: IngestOptions): Promise<IngestSummary>
  /** Passages, best first, each with why it was found. Throws `invalid-input` for an empty query. */
  search(query: string, options?: SearchOptions): Promise<readonly SearchHit[]>
  /**
   * An answer with its thinking and a citation for each sentence; without evidence `answer` is empty and `refusal` says
   * why. Two rounds of mode `recursive` where not said. The trace is kept, a refusal is not.
   */
  ask(question: string, options?: Partial<AskOptions>): Promise<ReasoningTrace>
  readonly documents: Documents
  readonly tasks: Tasks
  readonly pairs: Pairs
  readonly graph: Graph
  /** Frees files, models and connections. Nothing is lost without it, but the process may not end by itself. */
  close(): Promise<void>
}

export interface IngestOptions {
  /** For each new document. */
  readonly tags?: readonly string[]
  readonly onEvent?: (event: IngestEvent) => void
  readonly signal?: AbortSignal
}

export interface SearchOptions {
  /** `fused` where not said. */
  readonly mode?: SearchMode
  /** Most passages; 10 where not said. */
  readonly limit?: number
  readonly signal?: AbortSignal
}

/** The documents that were read. */
export interface Documents {
  /** By title. */
  list(): Promise<readonly DocumentSummary[]>
  get(id: string): Promise<Document | undefined>
  /** Forgets a document and all that was made from it; false where there is none. */
  remove(id: string): Promise<boolean>
}

/** Questions that Nacre asks itself. */
export interface Tasks {
  /** Makes tasks; each is kept as soon as it is made. Three of profile `grounded` with seed 1 where not said. */
  generate(options?: Partial<GenerateOptions>): Promise<GenerateSummary>
  /** By id. */
  list(): AsyncIterable<Task>
  get(id: string): Promise<Task | undefined>
}

/** Preference pairs: a grounded answer against the policy's own. */
export interface Pairs {
  /** Builds a pair for each task that has none; two rounds of thinking where not said. `dropped` are those that a gate refused. */
  build(
    options?: Partial<PairsOptions>,
  ): Promise<{ readonly pairs: readonly PreferencePair[]; readonly dropped: readonly DroppedPair[] }>
  /** By id. */
  list(): AsyncIterable<PreferencePair>
  /** Writes them for a trainer: a file (`….jsonl`, `….parquet`), or a folder with a card. */
  export(path: string, options?: DatasetWishes): Promise<DatasetSummary>
}

/** What the corpus says of things. Things are named as people name them; `not-found` where the graph knows no such thing. */
export interface Graph {
  /** The things that a name may mean, most mentioned first; 10 where not said. */
  find(name: string, options?: { readonly limit?: number }): Promise<readonly Entity[]>
  /** What stands at most `depth` (1) steps from a thing, nearest first, at most `limit` (50). */
  neighbours(
    name: string,
    options?: {
      readonly depth?: number
      readonly limit?: number
      readonly relationTypes?: Iterable<RelationType>
      readonly entityTypes?: Iterable<EntityType>
    },
  ): Promise<readonly WalkedNeighbour[]>
  /** The `limit` (3) shortest ways of statements between two things, each step with its sentences. */
  paths(from: string, to: string, options?: { readonly limit?: number }): Promise<readonly StatedPath[]>
  /** Groups of things that belong together, largest first; the same graph and seed (1) give the same groups. */
  communities(options?: { readonly seed?: number }): Promise<readonly Community[]>
  stats(): Promise<GraphStats>
  /** For other programs, piece by piece. */
  export(format: ExportFormat): AsyncIterable<string>
}
