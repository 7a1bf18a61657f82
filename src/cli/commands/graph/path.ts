import type { Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { parseCount } from '#src/cli/parse-count.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { toPathsReply } from '#src/wire/graph-views.ts'

/** `nacre graph path A B`. */
export function addPath(graph: Command): void {
  graph
    .command('path')
    .description('how two things hang together: the shortest ways of statements between them')
    .argument('<from>', 'for example "nacre"')
    .argument('<to>', 'for example "fracture toughness"')
    .option('--k <n>', 'ways to show', parseCount(1), 3)
    .action((from: string, to: string, _options, command: Command) => {
      const flags = command.optsWithGlobals<GlobalFlags & { k: number }>()
      return runCommand(flags, async ({ app, output }) => {
        const retriever = await app.retriever()
        const found = await retriever.paths(from, to, { limit: flags.k })
        output.json(toPathsReply(found))
        for (const [index, { entities, steps }] of found.paths.entries()) {
          output.line(`${index + 1}. ${entities.map(({ name }) => output.bold(name)).join(' – ')}`)
          for (const relations of steps) {
            for (const { subject, relation, object, evidence } of relations) {
              output.line(`   ${subject.name} -[${relation.type}: ${relation.predicate}]-> ${object.name}`)
              if (evidence[0] !== undefined) output.line(output.dim(`       “${evidence[0].sentence}”`))
            }
          }
        }
        if (found.paths.length === 0) {
          output.line(`No statements lead from ${found.from.name} to ${found.to.name} in up to 6 steps.`)
        }
        return exitStatus.done
      })
    })
}
