import type { Command } from 'commander'
import { NacreError } from '#core/errors.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { parseCount } from '#src/cli/parse-count.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { toNeighboursReply, toStatsReply } from '#src/wire/graph-views.ts'

/** `nacre graph neighbours|stats`. */
export function addGraph(program: Command): void {
  const graph = program.command('graph').description('what the graph knows')
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
  graph
    .command('stats')
    .description('counts by kind')
    .action((_options, command: Command) =>
      runCommand(command.optsWithGlobals<GlobalFlags>(), async ({ app, output }) => {
        const stats = await (await app.graph()).stats()
        output.json(toStatsReply(stats))
        const { entitiesByType, relationsByType, ...counts } = stats
        for (const group of [counts, entitiesByType, relationsByType]) {
          for (const [kind, count] of Object.entries(group)) output.line(`${String(count).padStart(8)}  ${kind}`)
          output.line()
        }
        return exitStatus.done
      }),
    )
}
