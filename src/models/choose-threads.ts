import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'

export interface ThreadChoice {
  readonly threads: number
  /** Speed that was measured with them. */
  readonly tokensPerSecond: number
}

export interface ChooseThreadsOptions {
  readonly modelId: string
  /** Name of the processor. */
  readonly processor: string
  readonly cores: number
  /** Where choices are kept between runs; without it each call measures. */
  readonly cacheFile?: string | undefined
  /** True when other work keeps the machine busy now: then the choice holds for this run and is not kept. */
  readonly isBusy: () => boolean
  /** Tokens per second with this many threads. */
  readonly measure: (threads: number) => Promise<number>
}

/** More threads are taken only for a real gain: they make every pause of a busy core a pause of all. */
const leastGain = 1.15

const choicesFile = z.record(
  z.string(),
  z.object({ threads: z.number().int().positive(), tokensPerSecond: z.number() }),
)

/**
 * How many threads generate fastest, measured once per model and processor. Threads of llama.cpp wait for each other by
 * spinning, so one thread too many on a small or busy machine makes it a hundred times slower, not a little.
 *
 * Tries 1, 2, 4, … and all cores, and stops at the first count that gains less than 15 %.
 */
export async function chooseThreads(options: ChooseThreadsOptions): Promise<ThreadChoice> {
  const { modelId, processor, cores, cacheFile, isBusy, measure } = options
  const key = [modelId, processor, cores].join(' | ')
  const known = cacheFile === undefined ? {} : await readChoices(cacheFile)
  if (known[key] !== undefined) return known[key]

  const wasBusy = isBusy()
  let best: ThreadChoice = { threads: 1, tokensPerSecond: await measure(1) }
  for (const threads of moreThreads(cores)) {
    const tokensPerSecond = await measure(threads)
    if (tokensPerSecond < best.tokensPerSecond * leastGain) break
    best = { threads, tokensPerSecond }
  }
  if (cacheFile !== undefined && !wasBusy) await writeChoices(cacheFile, { ...known, [key]: best })
  return best
}

function moreThreads(cores: number): number[] {
  const counts = []
  for (let threads = 2; threads < cores; threads *= 2) counts.push(threads)
  return cores > 1 ? [...counts, cores] : []
}

/** Choices of earlier runs; none when the file is missing or was damaged, since measuring again puts it right. */
async function readChoices(path: string): Promise<Record<string, ThreadChoice>> {
  try {
    return choicesFile.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return {}
  }
}

async function writeChoices(path: string, choices: Record<string, ThreadChoice>): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const temporary = `${path}.${process.pid}`
  await writeFile(temporary, `${JSON.stringify(choices, undefined, 2)}\n`)
  await rename(temporary, path)
}
