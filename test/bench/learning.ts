// The whole loop on the sample corpus, once for each seed and variant: what the policy writes before and after, on
// documents that no pair was made from. Hours on two cores. A run that was stopped goes on when it is given the same
// folder. Prints one JSON value.
//   node test/bench/learning.ts --keep FOLDER [--seeds 3] [--rounds 3] [--pairs 96] [--variants default,mask,orpo,closed-book]
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { bootstrapMean } from '#agents/training/evaluate/paired-bootstrap.ts'
import { measureNames, type SampleSummary } from '#agents/training/evaluate/summarise-samples.ts'
import { readEvaluation } from '#agents/training/rounds/evaluate-policy.ts'
import { createRandom } from '#core/create-random.ts'

const root = join(import.meta.dirname, '../..')
const { values } = parseArgs({
  options: {
    keep: { type: 'string' },
    seeds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
    pairs: { type: 'string', default: '96' },
    variants: { type: 'string', default: 'default' },
  },
})
if (values.keep === undefined) throw new Error('Give a folder that is kept between runs: --keep FOLDER')
const folder = resolve(values.keep)

/** What each variant changes: one thing. */
const flagsOf: Readonly<Record<string, readonly string[]>> = {
  default: [],
  mask: ['--mask', 'both'],
  orpo: ['--method', 'orpo'],
  'closed-book': ['--profile', 'closed-book'],
}

const corpus = join(folder, 'corpus')
if (!existsSync(corpus)) nacre('ingest', join(root, 'examples/corpus'), '--data', corpus)
const results = []
for (const variant of values.variants.split(',')) {
  const flags = flagsOf[variant]
  if (flags === undefined) throw new Error(`There is no variant ${variant}: ${Object.keys(flagsOf).join(', ')}`)
  results.push({ variant, policies: summarise(await runSeeds(variant, flags)) })
}
console.log(JSON.stringify({ bench: 'learning', ...values, keep: undefined, results }))

function nacre(...words: readonly string[]): string {
  const main = join(root, 'src/cli/main.ts')
  const child = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...words, '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.status !== 0) throw new Error(`nacre ${words.join(' ')} ended with ${child.status}`)
  return child.stdout
}

interface SeedResult {
  /** `base`, `round 1`, … */
  readonly name: string
  readonly summary: SampleSummary
  readonly minutes?: number
}

async function runSeeds(variant: string, flags: readonly string[]): Promise<readonly SeedResult[]> {
  const all: SeedResult[] = []
  for (let seed = 1; seed <= Number(values.seeds); seed++) {
    const data = join(folder, `${variant}-${seed}`)
    if (!existsSync(data)) cpSync(corpus, data, { recursive: true })
    const { rounds, pairs } = values
    const startedMs = performance.now()
    nacre('train', 'loop', '--rounds', rounds, '--pairs', pairs, '--seed', String(seed), ...flags, '--data', data)
    const minutes = (performance.now() - startedMs) / 60_000
    const history = JSON.parse(nacre('train', 'history', '--data', data)) as {
      rounds: readonly { round: number; version: string | null }[]
    }
    const policy = join(data, 'policy')
    all.push({ name: 'base', summary: (await readEvaluation(policy, 'base')).summary, minutes })
    for (const { round, version } of history.rounds)
      if (version !== null)
        all.push({ name: `round ${round}`, summary: (await readEvaluation(policy, version)).summary })
  }
  return all
}

/** Means over all tasks of all seeds with 95 % intervals, and the right sentences by place. */
function summarise(all: readonly SeedResult[]) {
  return [...new Set(all.map(({ name }) => name))].map((name) => {
    const seeds = all.filter((each) => each.name === name)
    const tasks = seeds.flatMap(({ summary }) => summary.each)
    const measures = measureNames.map((measure) => [
      measure,
      bootstrapMean(
        tasks.map((task) => task[measure]),
        createRandom(1),
      ),
    ])
    const places = [...new Set(seeds.flatMap(({ summary }) => Object.keys(summary.rightByPlace)))].toSorted()
    const rightByPlace = places.map((place) => {
      const found = seeds.map(({ summary }) => summary.rightByPlace[place]?.right ?? 0)
      return [place, found.reduce((sum, right) => sum + right, 0) / found.length]
    })
    return {
      name,
      seeds: seeds.length,
      measures: Object.fromEntries(measures) as unknown,
      rightByPlace: Object.fromEntries(rightByPlace) as unknown,
      minutes: seeds.map(({ minutes }) => minutes),
    }
  })
}
