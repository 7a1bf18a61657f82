/** A small server that is quick on two cores: compiled once and lightly, plans kept though the graph is emptied again and again. */
export const lightNeo4jSettings = {
  'server.memory.heap.initial_size': '256m',
  'server.memory.heap.max_size': '256m',
  'server.memory.pagecache.size': '32m',
  'server.jvm.additional': '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC',
  'dbms.cypher.min_replan_interval': '1h',
}
