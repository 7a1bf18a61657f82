import type { Usage } from '#core/trace.ts'

/** Nothing spent. */
export const noUsage: Usage = { calls: 0, inputTokens: 0, outputTokens: 0 }

/** What was spent so far and one more call, or another sum. */
export function addUsage(
  sum: Usage,
  spent: { readonly calls?: number; readonly inputTokens: number; readonly outputTokens: number },
): Usage {
  return {
    calls: sum.calls + (spent.calls ?? 1),
    inputTokens: sum.inputTokens + spent.inputTokens,
    outputTokens: sum.outputTokens + spent.outputTokens,
  }
}
