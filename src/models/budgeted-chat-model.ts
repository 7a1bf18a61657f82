import { NacreError } from '#core/errors.ts'
import type { ChatModel, ChatUsage } from './chat-model.ts'

/** How many tokens a piece of work may cost, and how many it has cost. One budget may be shared by several models. */
export interface TokenBudget {
  readonly maxTokens: number
  readonly usedTokens: number
  /** Throws `budget-exceeded` when `tokens` more would be too many; holds them until `settle` says what was used. */
  reserve(tokens: number): { settle(usedTokens: number): void }
}

/** A budget of input and output tokens together; input that was read from a cache counts nothing. */
export function createTokenBudget(maxTokens: number): TokenBudget {
  let usedTokens = 0
  let heldTokens = 0
  return {
    maxTokens,
    get usedTokens() {
      return usedTokens
    },
    reserve(tokens) {
      const left = maxTokens - usedTokens - heldTokens
      if (tokens > left) {
        throw new NacreError(
          'budget-exceeded',
          `The next call may cost ${tokens} tokens; of a budget of ${maxTokens} there are ${left} left. ` +
            'What was done is kept; give a larger budget to go on.',
        )
      }
      heldTokens += tokens
      let isSettled = false
      return {
        settle(used) {
          if (isSettled) return
          isSettled = true
          heldTokens -= tokens
          usedTokens += used
        },
      }
    },
  }
}

/** English has more than three characters a token in every tokeniser in use, formulas fewer; two is on the safe side. */
export const charactersPerToken = 2

/**
 * The same model with a budget: a call that could exceed it (an upper estimate of the prompt and `maxTokens`) is
 * refused before it starts, with `budget-exceeded`. Calls at the same time count together; a failed call counts nothing.
 */
export function createBudgetedChatModel(model: ChatModel, budget: TokenBudget): ChatModel {
  const spend = async <T>(estimate: number, call: (tell: (usage: ChatUsage) => void) => Promise<T>): Promise<T> => {
    const reservation = budget.reserve(estimate)
    let used = 0
    try {
      return await call(({ inputTokens, cachedInputTokens, outputTokens }) => {
        used = inputTokens - cachedInputTokens + outputTokens
      })
    } finally {
      reservation.settle(used)
    }
  }
  const estimate = (request: { messages: readonly { content: string }[]; prefill?: string }): number =>
    Math.ceil(
      request.messages.reduce((sum, { content }) => sum + content.length, request.prefill?.length ?? 0) /
        charactersPerToken,
    )

  return {
    id: model.id,
    get contextWindow() {
      return model.contextWindow
    },
    supports: model.supports,
    complete: (request, options) =>
      spend(estimate(request) + request.maxTokens, async (tell) => {
        const reply = await model.complete(request, options)
        tell(reply.usage)
        return reply
      }),
    stream: (request, onText, options) =>
      spend(estimate(request) + request.maxTokens, async (tell) => {
        const reply = await model.stream(request, onText, options)
        tell(reply.usage)
        return reply
      }),
    weighChoices: (request, choices, options) =>
      spend(estimate(request), (tell) =>
        model.weighChoices(request, choices, {
          ...options,
          onUsage: (usage) => {
            tell(usage)
            options?.onUsage?.(usage)
          },
        }),
      ),
    close: () => model.close(),
  }
}
