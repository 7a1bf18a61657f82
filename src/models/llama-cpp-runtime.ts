import { availableParallelism } from 'node:os'
import type { Llama } from 'node-llama-cpp'
import { NacreError } from '#core/errors.ts'

interface SharedLlama {
  readonly llama: Promise<Llama>
  users: number
}

/**
 * One for the process, because what it guards is one for the process: all models draw their threads from it, so that
 * two models at work never have more threads than there are cores.
 */
let shared: SharedLlama | undefined

export interface LlamaRuntime {
  readonly llama: Llama
  release(): Promise<void>
}

/**
 * llama.cpp on the CPU, from the prebuilt binary (nothing is compiled or downloaded). `llama.maxThreads` is the number
 * of threads all contexts share and may be changed while they work. Errors: `unavailable` on a platform without binary.
 */
export async function acquireLlamaRuntime(): Promise<LlamaRuntime> {
  shared ??= { llama: loadLlama(), users: 0 }
  const mine = shared
  mine.users++
  const release = async (): Promise<void> => {
    if (--mine.users > 0) return
    if (shared === mine) shared = undefined
    await mine.llama.then((llama) => llama.dispose())
  }
  try {
    return { llama: await mine.llama, release }
  } catch (cause) {
    if (shared === mine) shared = undefined
    throw new NacreError(
      'unavailable',
      'Expected a prebuilt llama.cpp for this platform; it could not be loaded. Run "npm ci" again, or name a model ' +
        'server instead, for example --model ollama:qwen3:14b.',
      { cause },
    )
  }
}

async function loadLlama(): Promise<Llama> {
  const { getLlama, LlamaLogLevel } = await import('node-llama-cpp')
  return getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    maxThreads: availableParallelism(),
    logLevel: LlamaLogLevel.error,
    // What goes wrong comes as an error; the library's own lines would mix with the output of the command.
    logger: () => undefined,
    progressLogs: false,
  })
}
