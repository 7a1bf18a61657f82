import type { Command } from 'commander'
import { readFile } from 'node:fs/promises'
import { NacreError } from '#core/errors.ts'
import type { PairOrigin } from '#core/pair.ts'
import { listAll } from '#graph/list-all.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import type { Output } from '#src/cli/output.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { toWirePairQuality } from '#src/wire/training.ts'

/** `nacre pairs lint`: the quality report. */
export function addLint(pairs: Command): void {
  pairs
    .command('lint')
    .description('what the pairs are like as a data set, and what to know before training on them')
    .option('--against <file>', 'held-out texts, one a line: says how much of the pairs stands in them')
    .option('--current', 'say how many rejected answers are of another policy than the present one')
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<GlobalFlags & { against?: string; current?: boolean }>()
      return runCommand(flags, async ({ app, output }) => {
        const { measureOrigin } = await import('#agents/pairs/quality/measure-origin.ts')
        const { measurePairs } = await import('#agents/pairs/quality/measure-pairs.ts')
        const graph = await app.graph()
        const all = await Array.fromAsync(listAll(graph, 'pair'))
        const fit = all.filter(({ review }) => review !== 'refused')
        const origin = await measureOrigin(fit, graph, {
          ...(flags.against !== undefined && { heldOut: await readLines(flags.against) }),
          ...(flags.current === true && { policyId: (await app.policy()).id }),
        })
        const quality = measurePairs(fit, origin)
        output.json(toWirePairQuality(quality))
        output.line(`${quality.pairs} pairs from ${quality.documents} documents`)
        output.line(`Told apart by length ${quality.separableByLength.toFixed(2)}, by length of the answer`)
        output.line(
          `  ${quality.separableByAnswerLength.toFixed(2)}, by the thinking block ${quality.separableByFormat.toFixed(2)} (0.5 is ideal)`,
        )
        output.line(`Words shared by chosen and rejected ${quality.similarity.toFixed(2)}`)
        output.line(
          `Different word pairs ${quality.distinct2.toFixed(2)}, answers like each other ${quality.selfBleu.toFixed(2)}`,
        )
        printOrigin(origin, output)
        for (const warning of quality.warnings) output.line(`! ${warning}`)
        return exitStatus.done
      })
    })
}

function printOrigin(origin: PairOrigin, { line }: Output): void {
  const percent = (share: number): string => `${Math.round(100 * share)} %`
  line(`Grounded ${percent(origin.groundedness)}, numbers without a source ${origin.unsupportedNumbers}`)
  if (origin.judged > 0) {
    const { winRate, winRateFirst, winRateSecond } = origin
    line(
      `Chosen wins ${percent(winRate)} of ${origin.judged} (shown first ${percent(winRateFirst)}, second ${percent(winRateSecond)})`,
    )
  }
  line(`Clean thinking ${percent(origin.cleanThinking)}, documents covered ${percent(origin.documentCoverage)}`)
  line(`Passed the gates ${percent(origin.yield)}, tokens for a pair ${Math.round(origin.tokensPerPair)}`)
  for (const [reason, count] of Object.entries(origin.drops)) line(`  dropped ${count}: ${reason}`)
  if (origin.stale !== undefined) line(`Of another policy ${percent(origin.stale)}`)
  if (origin.contamination !== undefined) line(`In the held-out texts ${percent(origin.contamination)}`)
}

async function readLines(path: string): Promise<readonly string[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new NacreError('not-found', `Cannot read ${path}. Name a text file: --against FILE`, { cause })
  })
  return text.split('\n').filter((line) => line.trim() !== '')
}
