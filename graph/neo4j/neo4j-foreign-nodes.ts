import type { Neo4jAccess } from './neo4j-reach.ts'
import { nodeLabels } from './neo4j-labels.ts'
import { openNeo4jRunner } from './neo4j-runner.ts'

/** The number of nodes in a Neo4j that are not of Nacre; read from the counts that the server keeps. */
export async function countForeignNodes(access: Neo4jAccess): Promise<number> {
  const runner = await openNeo4jRunner(access)
  try {
    const ours = nodeLabels.map((label) => `COUNT { (:${label}) }`).join(' + ')
    const [row] = await runner.read<{ foreign: number }>(`RETURN COUNT { () } - (${ours}) AS foreign`)
    return row?.foreign ?? 0
  } finally {
    await runner.close()
  }
}
