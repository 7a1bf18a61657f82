import { gatherNeighbourhood } from '#agents/report/gather-neighbourhood.ts'
import type { ReportInput } from '#agents/report/report-input.ts'
import { writeReport } from '#agents/report/write-report.ts'
import type { GraphStore } from '#graph/graph-store.ts'

/** Entities in the picture; more cannot be read at a glance. */
const pictureLimit = 25

/** The page about one task of the demo: what was read, the graph around the task, the thinking, and both answers. */
export async function writeDemoReport(
  shown: Pick<ReportInput, 'task' | 'trace' | 'pair' | 'places'>,
  graph: GraphStore,
): Promise<string> {
  const [stats, documents] = await Promise.all([graph.stats(), graph.listDocuments()])
  const neighbourhood = await gatherNeighbourhood(shown.task, graph, { limit: pictureLimit })
  return writeReport({ ...shown, stats, documents, neighbourhood })
}
