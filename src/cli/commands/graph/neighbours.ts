import type { Command } from 'commander'
import { entityTypes, relationTypes, type EntityType, type RelationType } from '#core/knowledge.ts'
import { NacreError } from '#core/errors.ts'
import { requireEntity } from '#graph/require-entity.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { parseCount } from '#src/cli/parse-count.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { toNeighboursReply } from '#src/wire/graph-views.ts'

interface NeighboursFlags extends GlobalFlags {
  readonly limit: number
  readonly depth: number
  readonly type: readonly string[]
}

/** `nacre graph neighbours NAME`. */
export function addNeighbours(graph: Command): void {
  graph
    .command('neighbours')
    .description('what stands beside a material, property or process')
    .argument('<name>', 'for example "nacre" or "fracture toughness"')
    .option('--depth <n>', 'steps to go', parseCount(1), 1)
    .option(
      '--type <type...>',
      `only these statements (${relationTypes.join(', ')}) or these things (${entityTypes.join(', ')})`,
      [],
    )
    .option('--limit <n>', 'neighbours to show', parseCount(1), 50)
    .action((name: string, _options, command: Command) => {
      const flags = command.optsWithGlobals<NeighboursFlags>()
      return runCommand(flags, async ({ app, output }) => {
        const types = sortTypes(flags.type)
        const { walkNeighbours } = await import('#graph/walk-neighbours.ts')
        const store = await app.graph()
        const entity = await requireEntity(name, store)
        const { depth, limit } = flags
        const neighbours = await walkNeighbours(entity, { depth, limit, ...types }, store)
        output.json(toNeighboursReply(entity, neighbours))
        output.line(`${output.bold(entity.name)} ${output.dim(entity.type)}`)
        for (const { entity: other, from, depth: steps, relation, direction, evidence } of neighbours) {
          const indent = '  '.repeat(steps)
          const words = `${relation.type}: ${relation.predicate}`
          const arrow = direction === 'out' ? `-[${words}]->` : `<-[${words}]-`
          const start = steps === 1 ? '' : `${from.name} `
          output.line(`${indent}${start}${arrow} ${output.bold(other.name)} ${output.dim(other.type)}`)
          if (evidence[0] !== undefined) output.line(output.dim(`${indent}    “${evidence[0].sentence}”`))
        }
        if (neighbours.length === 0) output.line('  no such relations')
        if (neighbours.length === limit) output.line(output.dim(`  cut at ${limit}; --limit ${limit * 4} shows more`))
        return exitStatus.done
      })
    })
}

/** What `--type` says, as kinds of statements and kinds of things. */
function sortTypes(names: readonly string[]): {
  relationTypes?: ReadonlySet<RelationType>
  entityTypes?: ReadonlySet<EntityType>
} {
  const find = <T extends string>(types: readonly T[], name: string): T | undefined =>
    types.find((type) => type.toLowerCase() === name.toLowerCase().replaceAll(/[\s-]/g, '_'))
  const relations = names.flatMap((name) => find(relationTypes, name) ?? [])
  const entities = names.flatMap((name) => find(entityTypes, name) ?? [])
  const unknown = names.find((name) => (find(relationTypes, name) ?? find(entityTypes, name)) === undefined)
  if (unknown !== undefined) {
    throw new NacreError(
      'invalid-input',
      `There is no type "${unknown}". Statements: ${relationTypes.join(', ')}. Things: ${entityTypes.join(', ')}.`,
    )
  }
  return {
    ...(relations.length > 0 && { relationTypes: new Set(relations) }),
    ...(entities.length > 0 && { entityTypes: new Set(entities) }),
  }
}
