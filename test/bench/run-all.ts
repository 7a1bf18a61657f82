// Runs the benchmarks one after the other and writes docs/benchmarks.md. Each is a program of its own that prints one
// line of JSON, so a figure can be made again by the command that stands beside it.
import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join, resolve } from 'node:path'

interface Figure {
  readonly what: string
  readonly found: string
  readonly goal?: string
}

interface Bench {
  readonly title: string
  readonly words: readonly string[]
  /** Only where this file is there. */
  readonly needs?: string
  // The shape of each program's line of JSON is its own.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly read: (result: any) => readonly Figure[]
}

const root = join(import.meta.dirname, '../..')
const papers = process.env.NACRE_BENCH_PAPERS ?? 'PAPERS.jsonl'
const collection = process.env.NACRE_BENCH_COLLECTION ?? 'COLLECTION'
/** The path of a Python that has igraph. */
const python = process.env.NACRE_BENCH_PYTHON ?? 'PYTHON'
const round = (value: number, digits = 2): string => value.toFixed(digits)

const ingest = (result: {
  ratio: number
  processorRatio: number
  peakMegabytes: number
  documents: number
  chunks: number
  ingest: { seconds: number }
  growth: { ratio: number }
}): Figure[] => [
  {
    what: `Speed as a share of a loop that only embeds the same ${result.chunks} chunks`,
    found: `${round(result.ratio)}x`,
    goal: '>= 0.8x',
  },
  { what: 'The same in processor time', found: `${round(result.processorRatio)}x` },
  {
    what: `Most memory, ${result.documents} documents, parser included`,
    found: `${result.peakMegabytes} MB`,
    goal: '<= 900 MB',
  },
  { what: 'Ten times the documents take', found: `${round(result.growth.ratio, 1)}x the time`, goal: '<= 11x' },
  { what: 'Chunks a second', found: round(result.chunks / result.ingest.seconds, 1) },
]

interface WayFound {
  readonly 'recall@2': number
  readonly 'recall@5': number
  readonly 'allgold@5': number
  readonly milliseconds: { readonly p95: number; readonly cpu: number }
}

const wayFound = (name: string, way: WayFound, goal = ''): Figure => ({
  what: name,
  found:
    `R@2 ${round(way['recall@2'], 3)}, R@5 ${round(way['recall@5'], 3)}, all gold @5 ${round(way['allgold@5'])}; ` +
    `p95 ${way.milliseconds.p95} ms, ${way.milliseconds.cpu} ms of processor time`,
  goal,
})

const named = ({
  figures,
}: {
  figures: readonly { name: string; value: number; unit: string; goal?: string }[]
}): Figure[] =>
  figures.map(({ name, value, unit, goal }) => ({
    what: name,
    found: `${round(value)} ${unit}`,
    ...(goal === undefined ? {} : { goal }),
  }))

const searchGoals: Readonly<Record<string, number>> = { both: 100, hybrid: 100, fused: 250 }
const extractionGoals: Readonly<Record<string, number>> = { MAT: 0.78, VALUE: 0.82, VALUE_WITH_UNIT: 0.88, UNIT: 0.92 }

const benches: readonly Bench[] = [
  { title: 'Ingest without a model, sample corpus', words: ['test/bench/ingest-speed.ts'], read: ingest },
  {
    title: 'Ingest without a model, 36 full papers',
    words: ['test/bench/ingest-speed.ts', '--corpus', papers],
    needs: papers,
    read: ingest,
  },
  {
    title: 'Search over 100,000 chunks',
    words: ['test/bench/search-100k.ts'],
    read: ({ milliseconds }) =>
      Object.entries(milliseconds as Record<string, { p50: number; p95: number }>).map(([way, { p50, p95 }]) => ({
        what: way === 'both' ? 'Hybrid (both at once)' : way,
        found: `p50 ${round(p50, 0)} ms, p95 ${round(p95, 0)} ms`,
        ...(way in searchGoals ? { goal: `p95 <= ${searchGoals[way]} ms` } : {}),
      })),
  },
  { title: 'Start', words: ['test/bench/start-up.ts'], read: named },
  { title: 'Web page: a large graph', words: ['test/bench/web-graph.ts'], read: named },
  { title: 'Web page: a large library', words: ['test/bench/web-library.ts'], read: named },
  {
    title: 'One task sample with the embedded 1.5B teacher',
    words: ['test/bench/task-sample.ts'],
    read: ({ samples, perSample, prefixReuse }) => [
      {
        what: `Question (fact, question, neighbours), mean of ${samples}`,
        found: `${round(perSample.secondsToQuestion, 1)} s`,
      },
      {
        what: 'Thinking in all categories and answer with citations, verified',
        found: `${round(perSample.secondsToAnswer, 1)} s`,
      },
      {
        what: 'Both together',
        found: `${round(perSample.secondsToQuestion + perSample.secondsToAnswer, 1)} s`,
        goal: '<= 30 s',
      },
      {
        what: 'Model calls a sample, to the question and to the answer',
        found: `${perSample.toQuestion.calls} and ${perSample.toAnswer.calls}`,
      },
      {
        what: 'Tokens a sample: read anew, kept from before, written',
        found: `${round(perSample.toQuestion.read + perSample.toAnswer.read, 0)}, ${round(perSample.toQuestion.kept + perSample.toAnswer.kept, 0)}, ${round(perSample.toQuestion.written + perSample.toAnswer.written, 0)}`,
      },
      {
        what: 'First token of a 475-token prompt, read anew and with its beginning kept',
        found: `${round(prefixReuse.coldMs, 0)} ms and ${round(prefixReuse.warmMs, 0)} ms: ${round(prefixReuse.factor, 1)}x sooner`,
        goal: '>= 10x',
      },
    ],
  },
  {
    title: 'Thinking again',
    words: ['test/bench/recursion.ts'],
    read: ({ questions, answered, supportedShareByRound, gain, better, worse }) => [
      {
        what: `Supported steps and sentences in rounds 0, 1 and 2, ${answered} of ${questions} questions answered`,
        found: (supportedShareByRound as number[]).map((share) => round(share)).join(', '),
        goal: 'rises',
      },
      {
        what: 'Gain from the first round to the last [95 % interval]; better and worse questions',
        found: `${round(gain.mean, 3)} [${round(gain.interval[0], 3)}, ${round(gain.interval[1], 3)}]; ${better} and ${worse}`,
        goal: 'above 0',
      },
    ],
  },
  {
    title: 'Neo4j writes',
    words: ['test/bench/neo4j-writes.ts'],
    read: ({ nodes, relationships, seconds, toRowByRow, toRowByRowInSameTransactions }) => [
      {
        what: `${nodes} nodes and ${relationships} relationships, in batches`,
        found: `${round(seconds.batched, 1)} s`,
      },
      { what: 'As a share of a query and a transaction a row', found: `${round(toRowByRow)}x`, goal: '<= 0.1x' },
      {
        what: 'As a share of a query a row, in the same transactions',
        found: `${round(toRowByRowInSameTransactions)}x`,
      },
    ],
  },
  {
    title: 'Extraction by rules on 36 annotated papers, exact spans',
    words: ['test/bench/extraction.ts', '--file', papers, '--json'],
    needs: papers,
    read: ({ types, linking, charactersPerSecond }) => [
      ...Object.entries(types as Record<string, { exact: { precision: number; recall: number; f1: number } }>).map(
        ([type, { exact }]) => ({
          what: type,
          found: `F1 ${round(exact.f1)} (precision ${round(exact.precision)}, recall ${round(exact.recall)})`,
          ...(type in extractionGoals ? { goal: `>= ${extractionGoals[type]}` } : {}),
        }),
      ),
      {
        what: 'A value to its property, both given',
        found: `precision ${round(linking.propertyValue.precision)}, recall ${round(linking.propertyValue.recall)}`,
        goal: '>= 0.80, >= 0.80',
      },
      { what: 'Characters a second', found: round(charactersPerSecond, 0) },
    ],
  },
  {
    title: 'Retrieval of multi-hop questions',
    words: ['test/bench/retrieval.ts', '--dataset', collection, '--json'],
    needs: collection,
    read: ({ ablations, ...fused }) => [
      wayFound('fused', fused, 'R@2 >= 0.64, R@5 >= 0.82, all gold @5 >= 0.65'),
      ...Object.entries(ablations as Record<string, WayFound>).map(([name, way]) => wayFound(name, way)),
    ],
  },
  {
    title: 'Two-hop questions over 36 full papers',
    words: ['test/bench/two-hop-materials.ts', '--file', papers, '--json'],
    needs: papers,
    read: ({ ways }) => Object.entries(ways as Record<string, WayFound>).map(([name, way]) => wayFound(name, way)),
  },
  {
    title: 'Personalised PageRank against python-igraph',
    words: ['test/bench/pagerank.ts', '--python', python],
    needs: python,
    read: ({ results }) =>
      (results as { nodes: number; edges: number; share: number | null; sameTop20: string | null; goal: number }[]).map(
        ({ nodes, edges, share, sameTop20, goal }) => ({
          what: `${nodes} nodes, ${edges} edges: as a share of igraph's time`,
          found: share === null ? 'igraph is missing' : `${round(share)}x, the same top 20 in ${sameTop20}`,
          goal: `<= ${goal}x`,
        }),
      ),
  },
]

const placeholders = new Map([
  [papers, 'PAPERS.jsonl'],
  [collection, 'COLLECTION'],
  [python, 'PYTHON'],
])
const sections: string[] = []
const machine = `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
const writePage = (): string => `# Benchmarks

Made by \`npm run bench\` on ${machine}. Machines that are shared are noisy: trust ratios of one run before single times.
PAPERS.jsonl is a file of full papers with gold annotations that is not part of this project (MuLMS); set
\`NACRE_BENCH_PAPERS\` to yours. COLLECTION is a folder of passages and multi-hop questions (\`NACRE_BENCH_COLLECTION\`), PYTHON
a Python that has igraph (\`NACRE_BENCH_PYTHON\`). What is not given is left out.

${sections.join('\n')}`

const only = process.argv[2]
for (const { title, words, needs, read } of benches) {
  if (only !== undefined && !words[0]?.includes(only)) continue
  if (needs !== undefined && !existsSync(resolve(root, needs))) {
    console.error(
      `${title}: left out, ${needs} is not there. Set NACRE_BENCH_PAPERS, NACRE_BENCH_COLLECTION or NACRE_BENCH_PYTHON.`,
    )
    continue
  }
  console.error(`${title} …`)
  const child = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...words], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 26,
  })
  if (child.status !== 0) throw new Error(`${words.join(' ')} ended with ${child.status}`)
  const result: unknown = JSON.parse(child.stdout.toString().trim().split('\n').at(-1) ?? '')
  const rows = read(result).map(({ what, found, goal }) => `| ${what} | ${found} | ${goal ?? ''} |`)
  const shown = words.map((word) => placeholders.get(word) ?? word).join(' ')
  sections.push(`## ${title}\n\n\`node ${shown}\`\n\n| What | Found | Goal |\n|---|---|---|\n${rows.join('\n')}\n`)
  // After each, so that a run that is interrupted leaves what it has found.
  if (only === undefined) writeFileSync(join(root, 'docs/benchmarks.md'), writePage())
}

if (only !== undefined) console.log(writePage())
