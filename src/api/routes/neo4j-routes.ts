import { z } from 'zod'
import { guidePictures, readGuidePicture, writeGuide } from '#graph/neo4j-browser/write-guide.ts'
import { writeStyle } from '#graph/neo4j-browser/write-style.ts'
import { zipQueries } from '#graph/neo4j-browser/zip-queries.ts'
import { requireNeo4j } from '#src/find-neo4j.ts'
import { listNeo4jLinks } from '#src/list-neo4j-links.ts'
import { defineRoute, type Route } from '#src/api/route.ts'

const folder = '/v1/neo4j'

/** What Neo4j Browser loads from here. The files tell nothing of the corpus, and the Browser sends no key. */
export const neo4jRoutes: readonly Route[] = [
  file('style.grass', 'Neo4jStyle', 'The style sheet of the graph for Neo4j Browser.', 'text/plain', writeStyle),
  file(
    'queries.zip',
    'Neo4jQueries',
    'Saved queries for the favourites of Neo4j Browser.',
    'application/zip',
    zipQueries,
  ),
  file('guide.md', 'Neo4jGuide', 'A guide through the graph for Neo4j Browser.', 'text/markdown', (origin) =>
    writeGuide({ picturesUrl: `${origin}${folder}/pictures` }),
  ),
  ...guidePictures().map((name) =>
    file(
      `pictures/${name}`,
      `Neo4jPicture_${name.replaceAll(/\W/g, '_')}`,
      'A picture of the guide.',
      'image/png',
      () => readGuidePicture(name),
    ),
  ),
  defineRoute({
    method: 'get',
    path: `${folder}/links`,
    id: 'listNeo4jLinks',
    summary: 'Links that open the graph, the guide and each saved query in Neo4j Browser; 404 where no Neo4j is there.',
    scope: 'read',
    isVolatile: true,
    reply: z.object({
      browser: z.url(),
      guide: z.url(),
      queries: z.array(z.object({ folder: z.string(), name: z.string(), url: z.url() })),
    }),
    handle: async ({ app, origin }) => listNeo4jLinks(await requireNeo4j(app.config), { served: origin }),
  }),
]

function file(
  name: string,
  id: string,
  summary: string,
  mediaType: string,
  write: (origin: string) => string | Uint8Array,
): Route {
  return defineRoute({
    method: 'get',
    path: `${folder}/${name}`,
    id: `get${id}`,
    summary,
    scope: 'open',
    isShared: true,
    mediaTypes: [mediaType],
    handle: ({ origin }) => Promise.resolve({ mediaType, content: write(origin) }),
  })
}
