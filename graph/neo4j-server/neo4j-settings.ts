/**
 * How Nacre sets up a Neo4j server of its own, whichever way it is started: names of `neo4j.conf`, values as written
 * there. `docker-compose.yml` says the same in variables of the environment; a test compares them.
 */
export const neo4jSettings: Readonly<Record<string, string>> = {
  'server.memory.heap.initial_size': '512m',
  'server.memory.heap.max_size': '512m',
  'server.memory.pagecache.size': '128m',
  // Files of transaction logs grow as they are written, instead of taking 256 MB each at once.
  'db.tx_log.preallocate': 'false',
  'server.jvm.additional': '-XX:+UseG1GC',
  'dbms.usage_report.enabled': 'false',
  // Neo4j Browser may load the guide and the style sheet that Nacre serves.
  'browser.remote_content_hostname_whitelist': 'localhost,127.0.0.1',
  // What Neo4j sends by itself, but with pictures from this machine (the guide's) and without scripts from elsewhere.
  'dbms.security.http_static_content_security_policy_header':
    "default-src 'self'; script-src 'self'; img-src 'self' data: http://localhost:* http://127.0.0.1:*; " +
    "style-src 'self' fonts.googleapis.com 'unsafe-inline'; font-src 'self' fonts.gstatic.com; base-uri 'none'; " +
    "object-src 'none'; frame-ancestors 'none'; connect-src 'self' ws: wss: http: https:",
}

/** The ports Neo4j has by custom. */
export const defaultNeo4jPorts = { bolt: 7687, http: 7474 } as const

/** The image of the ways with Docker. */
export const neo4jImage = 'neo4j:5.26-community'

/** The variable of the environment by which the Docker image takes a setting: dots become `_`, underscores `__`. */
export function settingVariable(name: string): string {
  return `NEO4J_${name.replaceAll('_', '__').replaceAll('.', '_')}`
}
