import { useMutation } from '@tanstack/react-query'
import { requestJson } from '#web/http/request-json.ts'

export interface Neo4jLinks {
  readonly browser: string
  readonly guide: string
  readonly queries: readonly { readonly folder: string; readonly name: string; readonly url: string }[]
}

/** Looks for the Neo4j that holds the graph when somebody asks for it: most libraries have none. */
export function useNeo4jLinks() {
  return useMutation({ mutationFn: () => requestJson<Neo4jLinks>('/v1/neo4j/links') })
}
