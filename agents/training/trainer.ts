import type { TrainingRow } from './data/compile-pairs.ts'
import type { StepEvent } from './train-adapter.ts'
import type { TrainingJob } from './training-job.ts'

export interface TrainerInput {
  readonly job: TrainingJob
  readonly rows: readonly TrainingRow[]
  /** Adapter file (GGUF) that training goes on from, which is also the reference; the base model if there is none. */
  readonly start?: string | undefined
  /** Where the run keeps its state; the same folder again goes on where it was. */
  readonly folder: string
}

export interface TrainerOutput {
  /** Adapter file (GGUF). */
  readonly path: string
  /** Of its numbers. */
  readonly hash: string
  /** Rows that were left out, by reason. */
  readonly dropped: Readonly<Record<string, number>>
}

/**
 * Something that trains an adapter on the base model it was opened with. Guarantees: a run that was stopped goes on and
 * gives what one without a stop gives; rows are never cut, and those left out are counted; the start stays as it is; it
 * makes a file and never lets it serve. Errors: `invalid-input`, `cancelled`, `budget-exceeded`, `unavailable`.
 */
export interface Trainer {
  readonly id: string
  train(
    input: TrainerInput,
    options?: { readonly signal?: AbortSignal | undefined; readonly onStep?: (event: StepEvent) => void },
  ): Promise<TrainerOutput>
}
