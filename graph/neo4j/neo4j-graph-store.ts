import type { GraphStore } from '#graph/graph-store.ts'
import { createNeo4jDelete } from './neo4j-delete-document.ts'
import { createNeo4jDocumentReads } from './neo4j-documents.ts'
import { createNeo4jDump } from './neo4j-dump.ts'
import { createNeo4jEntityReads } from './neo4j-entities.ts'
import { createNeo4jKnowledgeReads } from './neo4j-knowledge.ts'
import { createNeo4jLinkReads } from './neo4j-links.ts'
import { createNeo4jMerges } from './neo4j-merges.ts'
import type { Neo4jAccess } from './neo4j-reach.ts'
import { createNeo4jRecords } from './neo4j-records.ts'
import { createNeo4jRelationReads } from './neo4j-relations.ts'
import { openNeo4jRunner } from './neo4j-runner.ts'
import { ensureNeo4jSchema } from './neo4j-schema.ts'
import { upgradeNeo4jMerges } from './neo4j-upgrade-merges.ts'
import { createNeo4jPut } from './neo4j-write-documents.ts'

/**
 * The graph in Neo4j 5.23 or newer, Community or Enterprise, in its database `neo4j`. Throws `unavailable` within
 * seconds, with the next step, where no Neo4j answers at the address or the password is wrong.
 */
export async function openNeo4jGraphStore(access: Neo4jAccess): Promise<GraphStore> {
  const runner = await openNeo4jRunner(access)
  try {
    await ensureNeo4jSchema(runner)
    await upgradeNeo4jMerges(runner)
  } catch (error) {
    await runner.close()
    throw error
  }
  return {
    kind: 'neo4j',
    ...createNeo4jDocumentReads(runner),
    ...createNeo4jKnowledgeReads(runner),
    ...createNeo4jPut(runner),
    ...createNeo4jDelete(runner),
    ...createNeo4jEntityReads(runner),
    ...createNeo4jRelationReads(runner),
    ...createNeo4jLinkReads(runner),
    ...createNeo4jMerges(runner),
    ...createNeo4jRecords(runner),
    ...createNeo4jDump(runner),
    close: () => runner.close(),
  }
}
