import { strToU8, zipSync, type Zippable } from 'fflate'
import { savedQueries } from './saved-queries.ts'

/** The saved queries as the archive that the favourites of Neo4j Browser import: a folder a topic, the same bytes each time. */
export function zipQueries(): Uint8Array {
  const files: Zippable = {}
  for (const { id, folder, cypher } of savedQueries()) {
    files[`${folder}/${id.split('/')[1]}.cypher`] = strToU8(`${cypher}\n`)
  }
  return zipSync(files, { mtime: new Date(2000, 0, 1), level: 9 })
}
