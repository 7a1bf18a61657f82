import { join } from 'node:path'
import type { Config } from './config.ts'

/** Where the Neo4j server of a data folder keeps its data, logs and `connection.json`. */
export function neo4jHome({ dataFolder }: Pick<Config, 'dataFolder'>): string {
  return join(dataFolder, 'neo4j')
}
