import { exitStatus } from './exit-status.ts'
import type { CommandContext } from './run-command.ts'

/** Prices of a million tokens, in any currency. */
export interface Prices {
  readonly input: number
  readonly output: number
}

/** `nacre ingest --dry-run`: says what a run would read, call and cost, and writes nothing. */
export async function reportEstimate(
  paths: readonly string[],
  { app, output, signal }: CommandContext,
  prices: Prices | undefined,
): Promise<number> {
  const { findSources } = await import('#ingest/load/find-sources.ts')
  const { estimateIngest } = await import('#ingest/estimate-ingest.ts')
  const sources = await findSources(paths)
  const [graph, embedder] = await Promise.all([app.graph(), app.embedder()])
  const extract = app.config.extract
  const estimate = await estimateIngest(sources, { graph, embedder }, { extract, prices, signal })
  output.json({ event: 'estimate', ...estimate })
  const { documents, characters, chunks, skipped, failed, calls, inputTokens, outputTokens, price } = estimate
  output.line(
    `Would read ${documents} documents: ${characters} characters in ${chunks} chunks. ${skipped} are there already.`,
  )
  output.line(
    calls === 0
      ? 'No model would be called (--extract llm calls one for each chunk).'
      : `Would call the model ${calls} times: about ${inputTokens} tokens in, at most ${outputTokens} out.`,
  )
  if (price !== undefined) output.line(`At these prices at most ${price.toFixed(2)}.`)
  for (const { source, message } of failed) output.line(`Cannot be read: ${source}: ${message}`)
  return failed.length > 0 ? exitStatus.partial : exitStatus.done
}
