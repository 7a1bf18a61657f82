import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A query that a scientist can run without knowing Cypher. */
export interface SavedQuery {
  /** `1 Materials/1 around-a-material`: the file under `queries/`, without its ending. */
  readonly id: string
  /** The folder it stands in among the favourites of Neo4j Browser. */
  readonly folder: string
  /** What it shows: the first line of the file, without the slashes. */
  readonly name: string
  readonly cypher: string
}

const home = join(import.meta.dirname, 'queries')

/** The saved queries of the pack, in the order in which they are shown. */
export function savedQueries(): SavedQuery[] {
  return readdirSync(home)
    .sort()
    .flatMap((folder) =>
      readdirSync(join(home, folder))
        .sort()
        .map((file) => {
          const cypher = readFileSync(join(home, folder, file), 'utf8').trim()
          const name = cypher.split('\n', 1)[0]?.replace(/^\/\/ /, '') ?? ''
          const id = `${folder}/${file.replace(/\.cypher$/, '')}`
          return { id, folder: folder.replace(/^\d+ /, ''), name, cypher }
        }),
    )
}
