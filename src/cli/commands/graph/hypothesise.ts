import type { Command } from 'commander'
import { exitStatus } from '#src/cli/exit-status.ts'
import { parseCount } from '#src/cli/parse-count.ts'
import { runCommand, type GlobalFlags } from '#src/cli/run-command.ts'

/** `nacre graph hypothesise A B`. */
export function addHypothesise(graph: Command): void {
  graph
    .command('hypothesise')
    .description('what the ways between two things suggest; suppositions, not findings')
    .argument('<from>', 'for example "nacre"')
    .argument('<to>', 'for example "fracture toughness"')
    .option('--k <n>', 'ways to think about', parseCount(1), 2)
    .action((from: string, to: string, _options, command: Command) => {
      const flags = command.optsWithGlobals<GlobalFlags & { k: number }>()
      return runCommand(flags, async ({ app, output, signal }) => {
        const found = await (await app.retriever()).paths(from, to, { limit: flags.k })
        if (found.paths.length === 0) {
          output.json({ from: found.from.name, to: found.to.name, hypotheses: [] })
          output.line(`No statements lead from ${found.from.name} to ${found.to.name} in up to 6 steps.`)
          return exitStatus.failure
        }
        const { hypothesise } = await import('#agents/grow/hypothesise.ts')
        const hypotheses = await hypothesise(found, found.paths, await app.reasoner(), { signal })
        output.json({
          from: found.from.name,
          to: found.to.name,
          hypotheses: hypotheses.map(({ path, sentences, text }) => ({
            text: text === '' ? null : text,
            path,
            sentences: sentences.map(({ documentId, chunkId, ...rest }) => ({
              document_id: documentId,
              chunk_id: chunkId,
              ...rest,
            })),
          })),
        })
        for (const { path, sentences, text } of hypotheses) {
          output.line(output.bold(path.join('; ')))
          for (const sentence of sentences) output.line(output.dim(`   “${sentence.text}”`))
          output.line(text === '' ? '   The model wrote nothing that holds to this way.' : `   Hypothesis: ${text}`)
          output.line()
        }
        return exitStatus.done
      })
    })
}
