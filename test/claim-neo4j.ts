import { afterAll, inject, type ProvidedContext } from 'vitest'
import { withWriteLock } from '#src/write-lock.ts'

/**
 * The Neo4j of the tests for one file alone, until its last test has ended: its suites empty the database. Waits its
 * turn while the file is loaded, so the wait counts for no test. Null where this machine has no Neo4j.
 */
export async function claimNeo4j(): Promise<ProvidedContext['neo4j']> {
  const access = inject('neo4j')
  if (access === null) return null
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  const { promise: claimed, resolve: claim } = Promise.withResolvers<void>()
  const turn = withWriteLock(access.turns, () => {
    claim()
    return ended
  })
  afterAll(() => {
    end()
    return turn
  })
  await Promise.race([claimed, turn])
  return access
}
