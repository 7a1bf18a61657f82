import { defaultNeo4jPorts } from '#graph/neo4j-server/neo4j-settings.ts'

/** Where Neo4j Browser of a server stands by custom. */
export function guessBrowserUrl({ url }: { readonly url: string }): string {
  const { protocol, hostname } = new URL(url)
  const isEncrypted = protocol.includes('+s')
  return `${isEncrypted ? 'https' : 'http'}://${hostname}:${isEncrypted ? 7473 : defaultNeo4jPorts.http}/browser/`
}
