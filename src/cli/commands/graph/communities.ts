import type { Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { parseCount } from '#src/cli/parse-count.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { toCommunitiesReply } from '#src/wire/graph-views.ts'

interface CommunitiesFlags extends GlobalFlags {
  readonly limit: number
  readonly members: number
  readonly seed: number
}

/** `nacre graph communities`: the themes of the corpus. */
export function addCommunities(graph: Command): void {
  graph
    .command('communities')
    .description('groups of things that belong together: the themes of the corpus')
    .option('--limit <n>', 'communities to show, largest first', parseCount(1), 20)
    .option('--members <n>', 'things to show of each', parseCount(1), 10)
    .option('--seed <seed>', 'the same graph and seed give the same communities', parseCount(0), 1)
    .action((_options, command: Command) => {
      const flags = command.optsWithGlobals<CommunitiesFlags>()
      return runCommand(flags, async ({ app, output }) => {
        const { findCommunities } = await import('#graph/find-communities.ts')
        const { limit, members: shown, seed } = flags
        const found = await findCommunities(await app.graph(), { seed })
        output.json(toCommunitiesReply(found, { limit, members: shown }))
        for (const [at, { name, members }] of found.communities.slice(0, limit).entries()) {
          output.line(`${String(at + 1).padStart(3)}  ${output.bold(name)} ${output.dim(`${members.length} things`)}`)
          const others = members.slice(3, shown).map((member) => member.name)
          if (others.length > 0) output.line(`     ${others.join(', ')}`)
        }
        const rest = found.communities.length - limit
        if (rest > 0) output.line(output.dim(`     and ${rest} smaller ones (--limit)`))
        if (found.communities.length === 0) output.line('No statements yet. Next: nacre ingest PATH')
        else {
          output.line(
            output.dim(`\nModularity ${found.modularity.toFixed(2)}; ${found.alone} things stand in no statement.`),
          )
        }
        return exitStatus.done
      })
    })
}
