import { Button } from '@mantine/core'
import { ProblemAlert } from '#web/parts/problem-alert.tsx'
import { useNeo4jLinks } from '#web/parts/use-neo4j-links.ts'

/** Opens the neighbourhood of a thing in Neo4j Browser, where a Neo4j holds the graph; says how to get one otherwise. */
export function Neo4jLink({ entityId }: { readonly entityId: string }) {
  const links = useNeo4jLinks()
  const open = (): void => {
    // The window must be opened by the click itself; its address comes when the server has answered.
    const page = window.open('', '_blank')
    links.mutate(undefined, {
      onSuccess: ({ browser }) => {
        if (page !== null) page.location.href = addressOf(browser, entityId)
      },
      onError: () => page?.close(),
    })
  }
  return (
    <>
      <Button size="xs" variant="default" onClick={open} loading={links.isPending}>
        Open in Neo4j Browser
      </Button>
      <ProblemAlert error={links.error} title="There is no Neo4j" />
    </>
  )
}

function addressOf(browser: string, entityId: string): string {
  const id = entityId.replaceAll(/[^\w:-]/g, '')
  const query = `MATCH way = (thing:Entity {id: "${id}"})--(other:Entity) RETURN way LIMIT 100`
  return `${browser}&cmd=edit&arg=${encodeURIComponent(query)}`
}
