import { expect, test } from 'vitest'
import { checkReadQuery } from '#graph/neo4j/check-read-query.ts'
import { savedQueries } from '#graph/neo4j-browser/saved-queries.ts'

test.each([
  'MATCH (m:Material {name: $name})-[r]-(n) RETURN m, r, n LIMIT 50',
  "MATCH (n) WHERE n.name CONTAINS 'CREATE; DELETE' RETURN n // MERGE",
  'MATCH (n:`a name with set`) RETURN count(n)',
  "UNWIND [1, 2] AS x WITH x WHERE x > 1 RETURN date.truncate('month', date()), toUpper('a'), x",
  'CALL db.labels() YIELD label RETURN label',
  "MATCH (n {name: '\\'}) DELETE n //'}) RETURN n",
  'MATCH (n:Entity) CALL (n) { MATCH (n)--(m) RETURN count(m) AS degree } RETURN n.name, degree LIMIT 5',
  ...savedQueries().map(({ cypher }) => cypher.trim().replace(/;$/, '')),
])('reads: %s', (query) => {
  expect(() => checkReadQuery(query)).not.toThrow()
})

test.each([
  'CREATE (n)',
  'MATCH (n) DETACH DELETE n',
  'MATCH (n) SET n.name = 1',
  'match (n) rEmOvE n.name',
  'MATCH (n) MERGE (n)-[:X]->(m)',
  "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
  "MATCH (n) CALL { LOAD/**/CSV FROM 'http://evil.example' AS row RETURN row } RETURN row",
  "\\u004cOAD CSV FROM 'file:///x' AS row RETURN row",
  "ＬＯＡＤ CSV FROM 'file:///x' AS row RETURN row",
  'MATCH (n) FOREACH (x IN [1] | SET n.a = x)',
  'MATCH (n) RETURN n; MATCH (m) DELETE m',
  'CALL apoc.load.json("http://evil.example")',
  'CALL dbms.listConfig()',
  'CALL db.create.setNodeVectorProperty()',
  'CALL `apoc`.`cypher`.`doIt`("CREATE ()", {})',
  'MATCH (n) RETURN apoc.load.json("http://evil.example")',
  'MATCH (n) RETURN `apoc` . `load`.json("http://evil.example")',
  "MATCH (n) RETURN n /* ' */ DELETE n",
  "MATCH (n {name: 'open) RETURN n",
  'USE system MATCH (n) RETURN n',
  'SHOW USERS',
  'EXPLAIN MATCH (n) RETURN n',
  'MATCH (n) CALL { MATCH (m) RETURN m } IN TRANSACTIONS RETURN n',
  '',
  `RETURN ${'1 + '.repeat(5_000)}1`,
])('is refused: %s', (query) => {
  expect(() => checkReadQuery(query)).toThrow(/Expected/)
})
