import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take long, longest first, then all others. Those of one Neo4j stand in a row: they take turns at it. */
const long = [
  'integration/kill',
  'graph/neo4j-browser/neo4j-browser',
  'graph/neo4j/neo4j-graph-store',
  'laws/neo4j-corpus',
  'neo4j-copy',
  'store/neo4j-backup',
  'web/upload-to-answer',
  'graph/export/neo4j-script',
  'api/neo4j-cypher',
  'integration/command-line',
  'graph/neo4j-server/neo4j-server',
  'models/llama-cpp-chat-model',
  'web/views',
  'ingest/load/load-documents',
  'agents/pairs/pairs',
]

/** Two files run side by side, so that the last minutes must not belong to one long file alone. */
export class LongestFirstSequencer extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = long.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`))
      return found < 0 ? long.length : found
    }
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}
