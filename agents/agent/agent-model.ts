import type { ModelCall, Usage } from '#core/trace.ts'
import type { TokenBudget } from '#models/budgeted-chat-model.ts'
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
   * Lets the model work on a question with these tools, in at most `steps` turns. A turn is not begun when the budget has no
   * room for a reply; what a turn has read and written is taken from it. Errors: `budget-exceeded`, `unavailable` (retryable or not),
   * `cancelled`.
   */
  run(
    question: { readonly system: string; readonly user: string },
    tools: readonly ReadTool[],
    options: { steps: number; budget?: TokenBudget; signal?: AbortSignal; onStep?: (text: string) => void },
  ): Promise<AgentRun>
  close(): Promise<void>
}
