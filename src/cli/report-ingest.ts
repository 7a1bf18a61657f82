import type { IngestSummary } from '#ingest/ingest.ts'
import { exitStatus } from './exit-status.ts'
import type { Output } from './output.ts'

/** Says what a run added and what could not be read; gives the exit status. */
export function reportIngest(summary: IngestSummary, output: Output): number {
  output.event({ event: 'done', ...summary })
  const { line } = output
  line(
    `Read ${summary.documents} documents: ${summary.chunks} chunks, ${summary.entities} entities, ` +
      `${summary.relations} relations, ${summary.quantities} quantities. ${summary.skipped} were there already.`,
  )
  if (summary.failed.length === 0) return exitStatus.done
  line(`${summary.failed.length} could not be read:`)
  for (const failure of summary.failed) line(`  ${failure.source}: ${failure.message}`)
  return exitStatus.partial
}
