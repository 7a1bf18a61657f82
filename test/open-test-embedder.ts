import type { Embedder } from '#models/embedder.ts'
import { openEmbedder } from '#models/open-embedder.ts'
import { readConfig } from '#src/config.ts'

/** The real embedder, from the cache that the global setup filled. */
export async function openTestEmbedder(): Promise<Embedder> {
  const { models, cacheFolder } = readConfig({}, process.env)
  return openEmbedder(models.embedder, { cacheFolder, isOffline: true })
}
