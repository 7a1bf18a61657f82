import neo4j from 'neo4j-driver'
import { expect, onTestFinished, test } from 'vitest'
import { runReadQuery } from '#graph/neo4j/neo4j-read-query.ts'
import { claimNeo4j } from '#test/claim-neo4j.ts'
import { openTestServer } from '#test/api/open-test-server.ts'

test('where the graph is not in Neo4j no Cypher is taken', async () => {
  const server = await openTestServer({ environment: { NACRE_ALLOW_CYPHER: 'true' } })
  try {
    expect((await server.post('/v1/graph/query', { query: 'MATCH (n) RETURN n' })).status).toBe(404)
  } finally {
    await server.close()
  }
})

const access = await claimNeo4j()

test.skipIf(access === null)('Cypher reads within limits, and writes nothing (needs Neo4j)', async () => {
  const { url, user, password } = access!
  const driver = neo4j.driver(url, neo4j.auth.basic(user, password))
  onTestFinished(() => driver.close())
  await driver.executeQuery('MATCH (n) DETACH DELETE n')
  const environment = { NACRE_ALLOW_CYPHER: 'true', NACRE_NEO4J_USER: user, NACRE_NEO4J_PASSWORD: password }
  const server = await openTestServer({ flags: { graph: url }, environment })
  try {
    const ask = async (query: string, parameters: object = {}) => {
      const response = await server.post('/v1/graph/query', { query, parameters })
      return { status: response.status, ...((await response.json()) as Record<string, unknown>) }
    }
    const before = await server.json('/v1/graph/stats')
    expect(await ask('MATCH (n:Material {name: $name}) RETURN n, n.name AS name', { name: 'nacre' })).toMatchObject({
      status: 200,
      columns: ['n', 'name'],
      rows: [[{ labels: expect.arrayContaining(['Entity', 'Material']), properties: { name: 'nacre' } }, 'nacre']],
      truncated: null,
    })
    expect(await ask('UNWIND range(1, 100000) AS x RETURN x')).toMatchObject({ truncated: { shown: 500, by: 'rows' } })
    expect(await ask('MATCH (n) DETACH DELETE n')).toMatchObject({ status: 400, code: 'invalid-input' })
    expect(await ask('MATCH (n RETURN n')).toMatchObject({
      status: 400,
      detail: expect.stringMatching(/Neo4j does not take/),
    })
    const endless = 'UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(*)'
    const limits = { maxRows: 1, maxBytes: 1_000, timeoutMs: 300 }
    await expect(runReadQuery({ query: endless, parameters: {} }, access!, limits)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(/longer than 0.3 s/),
    })
    expect(await server.json('/v1/graph/stats')).toEqual(before)
  } finally {
    await server.close()
  }
})
