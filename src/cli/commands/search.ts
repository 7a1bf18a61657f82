import { Option, type Command } from 'commander'
import { searchModes, type HitReason, type SearchMode } from '#core/search.ts'
import { describeChain } from '#src/cli/describe-chain.ts'
import { exitStatus } from '#src/cli/exit-status.ts'
import { parseCount } from '#src/cli/parse-count.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'
import { toSearchReply } from '#src/wire/passages.ts'

interface SearchFlags extends GlobalFlags {
  readonly limit: number
  readonly mode: SearchMode
}

/** `nacre search "…"`: the passages nearest to a question. */
export function addSearch(program: Command): void {
  program
    .command('search')
    .description('find passages')
    .argument('<query>')
    .option('--limit <n>', 'passages to show', parseCount(1), 10)
    .addOption(
      new Option(
        '--mode <mode>',
        'by meaning (vector), by words (text), by both (hybrid), by relations (neighbours), by paths between what you ' +
          'name (path), by walks over the graph (graph), by following what passages say (bridge), or the best of these (fused)',
      )
        .choices(searchModes)
        .default('fused'),
    )
    .action((query: string, _options, command: Command) => {
      const flags = command.optsWithGlobals<SearchFlags>()
      return runCommand(flags, async ({ app, output, signal }) => {
        const retriever = await app.retriever()
        const hits = await retriever.search(query, { mode: flags.mode, limit: flags.limit, signal })
        output.json(toSearchReply(hits))
        for (const [index, hit] of hits.entries()) {
          const page = hit.page === undefined ? '' : `, page ${hit.page}`
          const why = hit.why.map((reason) => describeReason(reason)).join(', ')
          output.line(`${index + 1}. ${output.bold(hit.title)}${page}  ${output.dim(why)}`)
          output.line(`   ${hit.text.replaceAll(/\s+/g, ' ')}\n`)
        }
        if (hits.length === 0) output.line('Nothing found. "nacre docs ls" shows what has been read.')
        return exitStatus.done
      })
    })
}

function describeReason(reason: HitReason): string {
  switch (reason.kind) {
    case 'vector':
      return `meaning ${reason.cosine.toFixed(2)}`
    case 'text':
      return `words ${reason.bm25.toFixed(1)}`
    case 'graph':
      return `by way of ${reason.path.join(' - ')}`
    case 'bridge':
      return describeChain(reason.steps)
  }
}
