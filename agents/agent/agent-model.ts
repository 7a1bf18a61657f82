import type { ModelCall, Usage } from '#core/trace.ts'
import type { ReadTool } from './read-tools.ts'

/** How a run of an agent ended. */
export interface AgentRun {
  /** The last words of the model; empty where it came to none. */
  readonly answer: string
  /** What was said and done, in order. */
  readonly calls: readonly ModelCall[]
  readonly usage: Usage
  /** Why it ended before an answer. */
  readonly stopped?: string
}

/** A model that uses tools by itself. */
export interface AgentModel {
  readonly id: string
  /**
   * Lets the model work on a question with these tools, in at most `steps` turns. Errors: `unavailable` (retryable or not),
   * `cancelled`.
   */
  run(
    question: { readonly system: string; readonly user: string },
    tools: readonly ReadTool[],
    options: { steps: number; signal?: AbortSignal; onStep?: (text: string) => void },
  ): Promise<AgentRun>
  close(): Promise<void>
}
