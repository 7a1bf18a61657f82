import { stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { LlamaGrammarEvaluationState, LlamaModel } from 'node-llama-cpp'
import { NacreError, throwIfCancelled } from '#core/errors.ts'
import type { ChatModel, ChatReply, ChatRequest } from './chat-model.ts'
import { checkJsonReply } from './check-json-reply.ts'
import { createDetokenizer } from './llama-cpp-detokenizer.ts'
import { createLlamaLane, type LlamaLane } from './llama-cpp-lane.ts'
import { createWritePrompt, type WritePrompt } from './llama-cpp-prompt.ts'
import { acquireLlamaRuntime, type LlamaRuntime } from './llama-cpp-runtime.ts'
import { createStallGuard, setMeasuredThreads } from './llama-cpp-threads.ts'
import { weighFirstTokens } from './llama-cpp-weigh-choices.ts'
import { createRunInOrder } from './run-in-order.ts'
import { createStopTextFilter } from './stop-text-filter.ts'
import { writeJsonGrammar } from './write-json-grammar.ts'

export interface LlamaCppChatModelOptions {
  /** GGUF file. */
  readonly modelPath: string
  /** GGUF file of a LoRA adapter that was trained on this model. */
  readonly adapterPath?: string | undefined
  /** See `ChatModel.id`. */
  readonly id: string
  /** Measured when not given. */
  readonly threads?: number | undefined
  /** Tokens of prompt and reply together; at most what the model was trained on. */
  readonly contextTokens?: number | undefined
  /** Where the measured number of threads is kept between runs. */
  readonly cacheFolder?: string | undefined
}

/** Three pieces of 1,024 tokens with all that the published method adds to them have to fit. */
const defaultContextTokens = 8192

interface Loaded {
  readonly runtime: LlamaRuntime
  readonly model: LlamaModel
  readonly contextSize: number
  readonly writePrompt: WritePrompt
  readonly lanes: Readonly<Record<NonNullable<ChatRequest['lane']>, LlamaLane>>
  readonly startStallGuard: () => () => void
}

/**
 * A chat model in this process by llama.cpp. The file is loaded at the first call, so a model whose replies all come
 * from a cache costs nothing. Calls run one after the other. Temperature is 0 and the seed is 0 unless given.
 *
 * The same request gives the same reply on the same machine, whatever was asked before and with any number of threads
 * (`llama-cpp-lane.ts` says why); another processor may round differently.
 * Errors: `not-found` (no file), `unavailable` (no GGUF, no binary for this platform), and those of `ChatModel`.
 */
export function createLlamaCppChatModel(options: LlamaCppChatModelOptions): ChatModel {
  const { id, contextTokens = defaultContextTokens } = options
  const runInOrder = createRunInOrder()
  let loading: Promise<Loaded> | undefined
  let contextWindow = contextTokens

  async function load(): Promise<Loaded> {
    loading ??= loadModel(options, contextTokens)
    try {
      const loaded = await loading
      contextWindow = loaded.contextSize
      return loaded
    } catch (error) {
      loading = undefined
      throw error
    }
  }

  async function readPrompt(loaded: Loaded, request: Omit<ChatRequest, 'maxTokens'>, signal: AbortSignal | undefined) {
    const prompt = loaded.writePrompt(request)
    if (prompt.length >= loaded.contextSize) {
      throw new NacreError(
        'invalid-input',
        `Expected a prompt of less than ${loaded.contextSize} tokens; it has ${prompt.length}. Give less context.`,
      )
    }
    const lane = loaded.lanes[request.lane ?? 'context']
    return { prompt, lane, ...(await lane.readPrompt(prompt, signal)) }
  }

  async function generate(
    request: ChatRequest,
    onText: (text: string) => void,
    signal: AbortSignal | undefined,
  ): Promise<ChatReply> {
    const loaded = await load()
    throwIfCancelled(signal)
    const grammarEvaluationState = await startGrammar(loaded, request)
    const { prompt, lane, tail, cachedTokens } = await readPrompt(loaded, request, signal)
    const maxTokens = Math.min(request.maxTokens, loaded.contextSize - prompt.length)
    const detokenizer = createDetokenizer(loaded.model, prompt)
    const filter = createStopTextFilter(request.stop ?? [])
    const onToken = loaded.startStallGuard()
    let text = ''
    const tell = (piece: string): void => {
      if (piece === '') return
      text += piece
      onText(piece)
    }

    let outputTokens = 0
    let stopReason: ChatReply['stopReason'] = 'end'
    if (maxTokens < 1) stopReason = 'length'
    else {
      const tokens = lane.sequence.evaluate(tail, {
        temperature: request.temperature ?? 0,
        seed: request.seed ?? 0,
        ...(request.topP === undefined ? {} : { topP: request.topP }),
        ...(request.topK === undefined ? {} : { topK: request.topK }),
        ...(grammarEvaluationState === undefined ? {} : { grammarEvaluationState }),
      })
      for await (const token of tokens) {
        throwIfCancelled(signal)
        outputTokens++
        onToken()
        tell(filter.push(detokenizer.push(token)))
        if (filter.hasStopped) {
          stopReason = 'stop'
          break
        }
        if (outputTokens >= maxTokens) {
          stopReason = 'length'
          break
        }
      }
    }
    throwIfCancelled(signal)
    if (!filter.hasStopped) tell(filter.push(detokenizer.flush()))
    if (filter.hasStopped) stopReason = 'stop'
    else tell(filter.flush())
    if (request.format?.kind === 'json') checkJsonReply(text, request.format.schema)
    const usage = { inputTokens: prompt.length, cachedInputTokens: cachedTokens, outputTokens }
    return { text, stopReason, usage }
  }

  return {
    id,
    get contextWindow() {
      return contextWindow
    },
    supports: { grammar: true, prefill: true, seed: true, choices: true },
    complete: (request, { signal } = {}) => runInOrder(() => generate(request, () => undefined, signal), signal),
    stream: (request, onText, { signal } = {}) => runInOrder(() => generate(request, onText, signal), signal),
    weighChoices: (request, choices, { signal, onUsage } = {}) =>
      runInOrder(async () => {
        const loaded = await load()
        throwIfCancelled(signal)
        const { prompt, lane, tail, cachedTokens } = await readPrompt(loaded, request, signal)
        const weights = await weighFirstTokens(loaded.model, lane.sequence, tail, choices)
        onUsage?.({ inputTokens: prompt.length, cachedInputTokens: cachedTokens, outputTokens: 0 })
        return weights
      }, signal),
    close: () =>
      runInOrder(async () => {
        const loaded = await loading?.catch(() => undefined)
        loading = undefined
        await loaded?.model.dispose()
        await loaded?.runtime.release()
      }),
  }
}

async function loadModel(options: LlamaCppChatModelOptions, contextTokens: number): Promise<Loaded> {
  const { modelPath, adapterPath, id, threads, cacheFolder } = options
  await stat(modelPath).catch((cause: unknown) => {
    throw new NacreError('not-found', `Expected a GGUF file ${modelPath}; it is not there. Run "nacre models pull".`, {
      cause,
    })
  })
  if (adapterPath !== undefined) {
    await stat(adapterPath).catch((cause: unknown) => {
      throw new NacreError(
        'not-found',
        `Expected an adapter ${adapterPath}; it is not there. Run "nacre train history".`,
        {
          cause,
        },
      )
    })
  }
  const runtime = await acquireLlamaRuntime()
  const { llama } = runtime
  let model: LlamaModel | undefined
  try {
    model = await llama.loadModel({ modelPath })
    const context = await model.createContext({
      sequences: 2,
      contextSize: Math.min(contextTokens, model.trainContextSize),
      threads: availableParallelism(),
      // With it, numbers depend on how many tokens are read at once even more, and on a CPU it is no faster.
      flashAttention: false,
      ...(adapterPath === undefined ? {} : { lora: adapterPath }),
    })
    const contextSequence = context.getSequence()
    const checkSequence = context.getSequence()
    if (threads !== undefined) llama.maxThreads = threads
    const cacheFile = cacheFolder === undefined ? undefined : join(cacheFolder, 'threads.json')
    const choice =
      threads === undefined
        ? await setMeasuredThreads(llama, model, checkSequence, { modelId: id, cacheFile })
        : undefined
    return {
      runtime,
      model,
      contextSize: Math.min(context.contextSize, contextTokens),
      writePrompt: await createWritePrompt(model),
      lanes: { context: createLlamaLane(contextSequence), check: createLlamaLane(checkSequence) },
      startStallGuard: () => (choice === undefined ? () => undefined : createStallGuard(llama, choice)),
    }
  } catch (cause) {
    await model?.dispose()
    await runtime.release()
    throw new NacreError(
      'unavailable',
      adapterPath === undefined
        ? `Expected a language model in ${modelPath}; it could not be loaded: ${String(cause)}. ` +
            'Delete the file and run "nacre models pull", or free some memory.'
        : `${modelPath} could not be loaded with the adapter ${adapterPath}: ${String(cause)}. ` +
            'It must have been trained on this very model; "nacre train rollback" goes back to an earlier version.',
      { cause },
    )
  }
}

async function startGrammar(
  { runtime, model }: Loaded,
  { format }: ChatRequest,
): Promise<LlamaGrammarEvaluationState | undefined> {
  if (format === undefined) return undefined
  const grammarText = format.kind === 'json' ? writeJsonGrammar(format.schema) : format.gbnf
  const { LlamaGrammarEvaluationState } = await import('node-llama-cpp')
  try {
    const grammar = await runtime.llama.createGrammar({ grammar: grammarText })
    return new LlamaGrammarEvaluationState({ model, grammar })
  } catch (cause) {
    throw new NacreError('invalid-input', `Expected a GBNF grammar; llama.cpp refuses it:\n${grammarText}`, { cause })
  }
}
