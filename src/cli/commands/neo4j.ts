import type { Command } from 'commander'
import { addCopies } from './neo4j/copy.ts'
import { addOpen } from './neo4j/open.ts'
import { addPack } from './neo4j/pack.ts'
import { addStart } from './neo4j/start.ts'
import { addStatus } from './neo4j/status.ts'
import { addStop } from './neo4j/stop.ts'

/** `nacre neo4j …`: a Neo4j server of your own, and the graph in Neo4j Browser; a verb a file. */
export function addNeo4j(program: Command): void {
  const neo4j = program.command('neo4j').description('a Neo4j server of your own, and the graph in Neo4j Browser')
  for (const add of [addStart, addStop, addStatus, addCopies, addPack, addOpen]) add(neo4j)
}
