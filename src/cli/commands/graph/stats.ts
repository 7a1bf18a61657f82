import type { Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { toStatsReply } from '#src/wire/graph-views.ts'

/** `nacre graph stats`. */
export function addStats(graph: Command): void {
  graph
    .command('stats')
    .description('how much the graph holds, by kind')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const stats = await (await app.graph()).stats()
        output.json(toStatsReply(stats))
        const { entitiesByType, relationsByType, ...counts } = stats
        const groups = [
          ['The corpus', pick(counts, ['documents', 'chunks'])],
          [`What it speaks of: ${count(counts.entities)} things, ${count(counts.mentions)} times`, entitiesByType],
          [
            `What it says: ${count(counts.relations)} statements in ${count(counts.evidence)} sentences`,
            relationsByType,
          ],
          ['What was measured, asked and answered', pick(counts, ['quantities', 'tasks', 'traces', 'pairs'])],
        ] as const
        for (const [title, numbers] of groups) {
          output.line(output.bold(title))
          const largest = Object.entries(numbers).sort(([, a], [, b]) => b - a)
          for (const [kind, number] of largest) output.line(`${count(number).padStart(12)}  ${kind}`)
          output.line()
        }
        return exitStatus.done
      }),
    )
}

function pick<K extends string>(counts: Readonly<Record<K, number>>, names: readonly K[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, counts[name]]))
}

/** `12,345`, the same in every country. */
function count(number: number): string {
  return number.toLocaleString('en-GB')
}
