import { expect, test } from 'vitest'
import { openTestEmbedder } from '#test/open-test-embedder.ts'

/** Why nearness of embeddings merges nothing: docs/decisions/0007-identity.md. */
test('different things lie nearer to each other than two names of one thing', async () => {
  const embedder = await openTestEmbedder()
  const nearness = async (one: string, other: string): Promise<number> => {
    const [a, b] = await embedder.embed([one, other])
    return a!.reduce((sum, value, at) => sum + value * b![at]!, 0)
  }
  const different = [
    ['4H-SiC', '6H-SiC'],
    ['n-type silicon', 'p-type silicon'],
    ['hydrophilic surface', 'hydrophobic surface'],
  ] as const
  const same = [
    ['alumina', 'Al2O3'],
    ['titanium nitride', 'TiN'],
    ['super alloy', 'superalloy'],
    ['scanning electron microscopy', 'SEM'],
  ] as const
  const least = Math.min(...(await Promise.all(different.map(([one, other]) => nearness(one, other)))))
  const most = Math.max(...(await Promise.all(same.map(([one, other]) => nearness(one, other)))))
  expect(least).toBeGreaterThan(most)
  await embedder.close()
})
