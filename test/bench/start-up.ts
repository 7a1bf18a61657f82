// From the start of `nacre search` to its first hit, on a warm machine: what a person waits for. Prints one JSON value.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const data = mkdtempSync(join(tmpdir(), 'nacre-start-up-'))
const runs = 7

function nacre(...words: string[]): number {
  const startedMs = performance.now()
  const main = join(root, 'src/cli/main.ts')
  const child = spawnSync(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    main,
    ...words,
    '--data',
    data,
    '--json',
  ])
  if (child.status !== 0) throw new Error(child.stderr.toString())
  return (performance.now() - startedMs) / 1000
}

function bareNode(): number {
  const startedMs = performance.now()
  spawnSync(process.execPath, ['-e', ''])
  return (performance.now() - startedMs) / 1000
}

try {
  nacre('ingest', join(root, 'examples/corpus'))
  nacre('search', 'toughness of nacre')
  const searches = Array.from({ length: runs }, () => nacre('search', 'toughness of nacre')).sort((a, b) => a - b)
  const bare = Array.from({ length: runs }, bareNode).sort((a, b) => a - b)
  const middle = Math.floor(runs / 2)
  console.log(
    JSON.stringify({
      bench: 'start-up',
      figures: [
        {
          name: 'start of nacre search to its first hit, median',
          value: searches[middle],
          unit: 's',
          goal: '<= 1.5 s',
        },
        {
          name: 'the same as a multiple of starting Node',
          value: (searches[middle] ?? 0) / (bare[middle] ?? 1),
          unit: 'x',
        },
      ],
    }),
  )
} finally {
  rmSync(data, { recursive: true, force: true })
}
