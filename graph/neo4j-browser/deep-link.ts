/** What Neo4j Browser does when the link is opened: show a query, ready to be run, or play a guide. */
export type LinkTarget = { readonly query: string } | { readonly guideUrl: string }

/**
 * A link into Neo4j Browser that knows the server and the user; the password is typed there. The Browser reads the text
 * up to the first `&` or `#` after it has decoded it, so a query may hold neither.
 */
export function deepLink(
  place: { readonly browserUrl: string; readonly url: string; readonly user: string },
  target?: LinkTarget,
): string {
  const { protocol, port } = new URL(place.url)
  // A person reaches the server where its Browser is; to Nacre it may have a name of its own (in a network of containers).
  const { hostname } = new URL(place.browserUrl)
  const server = `dbms=${protocol}//${encodeURIComponent(place.user)}@${hostname}${port && `:${port}`}&db=neo4j`
  const base = `${place.browserUrl.replace(/\?.*$/, '')}?${server}`
  if (target === undefined) return base
  const [command, argument] = 'query' in target ? ['edit', target.query] : ['guide', target.guideUrl]
  if (/[&#]/.test(argument)) throw new Error(`a link to Neo4j Browser cannot carry "&" or "#": ${argument}`)
  return `${base}&cmd=${command}&arg=${encodeURIComponent(argument)}`
}
