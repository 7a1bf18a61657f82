import type { Token } from 'node-llama-cpp'
import { NacreError } from '#core/errors.ts'
import type { ChatRequest } from './chat-model.ts'
import { createDetokenizer } from './llama-cpp-detokenizer.ts'
import { createWritePrompt } from './llama-cpp-prompt.ts'
import { acquireLlamaRuntime } from './llama-cpp-runtime.ts'

/** Text to tokens exactly as the chat model of the same file reads and writes them. */
export interface LlamaTokenizer {
  /** The tokens of a prompt whose assistant turn is open: what the chat model is sampled on. */
  writePrompt(request: Pick<ChatRequest, 'messages' | 'prefill'>): readonly number[]
  /** A text as plain text (no control tokens), and where in it each token ends: UTF-16 offsets. */
  tokenize(text: string): { readonly tokens: readonly number[]; readonly ends: readonly number[] }
  /** The token that ends a turn. */
  readonly endOfTurn: number
  close(): Promise<void>
}

/** Opens the tokenizer of a GGUF file; its weights are not loaded. Errors: `unavailable`, `invalid-input` (no end of turn). */
export async function openLlamaTokenizer(modelPath: string): Promise<LlamaTokenizer> {
  const runtime = await acquireLlamaRuntime()
  try {
    const model = await runtime.llama.loadModel({ modelPath, vocabOnly: true })
    const endOfTurn = model.tokens.eot ?? model.tokens.eos
    if (endOfTurn === null)
      throw new NacreError('invalid-input', `${modelPath} names no token that ends a turn. Take an instruct model.`)
    return {
      writePrompt: await createWritePrompt(model),
      tokenize: (text) => {
        const tokens = model.tokenize(text, false)
        const detokenizer = createDetokenizer(model, [])
        let end = 0
        const ends = tokens.map((token) => (end += detokenizer.push(token).length))
        // A character whose bytes are not whole keeps its tokens waiting; they end where the text does.
        return { tokens, ends: ends.map((each, index) => (index === ends.length - 1 ? text.length : each)) }
      },
      endOfTurn: endOfTurn as Token,
      close: async () => {
        await model.dispose()
        await runtime.release()
      },
    }
  } catch (error) {
    await runtime.release()
    throw error
  }
}
