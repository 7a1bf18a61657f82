import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { savedQueries } from './saved-queries.ts'

const pictureFolder = join(import.meta.dirname, 'pictures')

/** The file names of the guide's pictures. */
export function guidePictures(): string[] {
  return readdirSync(pictureFolder)
    .filter((name) => name.endsWith('.png'))
    .sort()
}

/** A picture of the guide as a PNG file. */
export function readGuidePicture(name: string): Uint8Array {
  return readFileSync(join(pictureFolder, name))
}

/**
 * The guide for Neo4j Browser: Markdown slides, each with a query that runs at a click. `picturesUrl` is the address
 * under which the pictures are served, or a folder beside the file; Neo4j Browser needs a whole address.
 */
export function writeGuide(options: { picturesUrl: string }): string {
  const queries = new Map(savedQueries().map(({ id, cypher }) => [id, cypher]))
  return readFileSync(join(import.meta.dirname, 'guide.md'), 'utf8')
    .replaceAll(/^\{\{query (.+)\}\}$/gm, (_line, id: string) => {
      const cypher = queries.get(id)
      if (cypher === undefined) throw new Error(`the guide names the query "${id}", which is not there`)
      return `\`\`\`cypher\n${cypher}\n\`\`\``
    })
    .replaceAll('](pictures/', () => `](${options.picturesUrl}/`)
}
