import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { requestJson } from '#web/http/request-json.ts'

/** Opens the neighbourhood of a thing in Neo4j Browser, where a Neo4j holds the graph; nothing otherwise. */
export function Neo4jLink({ entityId }: { readonly entityId: string }) {
  const links = useQuery({
    queryKey: ['neo4j-links'],
    queryFn: () => requestJson<{ browser: string }>('/v1/neo4j/links'),
    staleTime: 60_000,
    retry: false,
  })
  if (links.data === undefined || !/^[\w:-]+$/.test(entityId)) return null
  const query = `MATCH way = (thing:Entity {id: "${entityId}"})--(other:Entity) RETURN way LIMIT 100`
  return (
    <Anchor
      href={`${links.data.browser}&cmd=edit&arg=${encodeURIComponent(query)}`}
      target="_blank"
      rel="noreferrer"
      size="sm"
    >
      Open in Neo4j Browser
    </Anchor>
  )
}
