import type { Command } from 'commander'
import { NacreError } from '#core/errors.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { parseCount } from '#src/cli/parse-count.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { toNeighboursReply } from '#src/wire/graph-views.ts'

/** `nacre graph neighbours NAME`. */
export function addNeighbours(graph: Command): void {
  graph
    .command('neighbours')
    .description('what stands beside a material, property or process')
    .argument('<name>', 'for example "nacre" or "fracture toughness"')
    .option('--limit <n>', 'neighbours to show', parseCount(1), 50)
    .action((name: string, _options, command: Command) => {
      const flags = command.optsWithGlobals<GlobalFlags & { limit: number }>()
      return runCommand(flags, async ({ app, output }) => {
        const store = await app.graph()
        const [entity] = await store.findEntities(name, { limit: 1 })
        if (entity === undefined) {
          throw new NacreError(
            'not-found',
            `The graph knows nothing called "${name}". "nacre search" finds text that speaks of it.`,
          )
        }
        const neighbours = await store.neighbours(entity.id, { limit: flags.limit, evidenceLimit: 3 })
        output.json(toNeighboursReply(entity, neighbours))
        output.line(`${output.bold(entity.name)} ${output.dim(entity.type)}`)
        for (const { entity: other, relation, direction, evidence } of neighbours) {
          const arrow =
            direction === 'out'
              ? `-[${relation.type}: ${relation.predicate}]->`
              : `<-[${relation.type}: ${relation.predicate}]-`
          output.line(`  ${arrow} ${output.bold(other.name)} ${output.dim(other.type)}`)
          if (evidence[0] !== undefined) output.line(output.dim(`      “${evidence[0].sentence}”`))
        }
        if (neighbours.length === 0) output.line('  no relations yet')
        return exitStatus.done
      })
    })
}
