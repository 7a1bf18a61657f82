import { join } from 'node:path'
import { openLanceDbVectorStore } from '#graph/lancedb/lancedb-vector-store.ts'
import { createRetriever } from '#graph/retrieve/create-retriever.ts'
import { createVerifier } from '#agents/verify/create-verifier.ts'
import type { DocumentKnowledge } from '#core/knowledge.ts'
import type { ChatModel } from '#models/chat-model.ts'
import { openApp, type App } from '#src/app.ts'
import { readConfig, type ConfigFlags } from '#src/config.ts'
import { createFakeChatModel } from '#test/fake-chat-model.ts'
import { wordEmbedder } from '#test/word-embedder.ts'
import { writeKnowledge } from '#test/write-knowledge.ts'

/** An embedder of words that takes passages as long as those of the real one. */
const embedder = { ...wordEmbedder, maxTokens: 256 }

export const nacreDocument = writeKnowledge('Nacre', [
  '*Nacre* is made of *aragonite* platelets that are 500 nm thick.',
  'The *fracture toughness* of *nacre* comes from crack deflection at its platelets.',
])
export const spiderDocument = writeKnowledge('Spider silk', [
  '*Spider silk* is made of *proteins* with strong beta sheets.',
])

/**
 * An app with real stores (SQLite, LanceDB) in a folder, an embedder of words and a model that a test has scripted: for
 * tests of the edges, where what is said does not matter.
 */
export async function openTestApp(
  folder: string,
  options: {
    readonly flags?: ConfigFlags
    readonly environment?: NodeJS.ProcessEnv
    readonly model?: ChatModel
    readonly documents?: readonly DocumentKnowledge[]
  } = {},
): Promise<App> {
  const { documents = [nacreDocument, spiderDocument] } = options
  const config = readConfig({ data: folder, port: '0', ...options.flags }, options.environment ?? {})
  const app = openApp(config)
  const graph = await app.graph()
  const { id: embedderId, dimensions } = embedder
  const vectors = await openLanceDbVectorStore({ folder: join(folder, 'vectors'), embedderId, dimensions })
  for (const knowledge of documents) {
    const embedded = await embedder.embed(knowledge.chunks.map(({ text }) => text))
    await vectors.upsert(knowledge.chunks.map((chunk, at) => ({ ...chunk, vector: embedded[at]! })))
    await graph.putDocument(knowledge)
  }
  const retriever = createRetriever({ graph, vectors, embedder })
  const model = Promise.resolve(options.model ?? createFakeChatModel(() => 'The platelets of nacre are 500 nm thick.'))
  const verifier = createVerifier(await model)
  return {
    ...app,
    vectors: () => Promise.resolve(vectors),
    embedder: () => Promise.resolve(embedder),
    configuredEmbedder: () => Promise.resolve(embedder),
    retriever: () => Promise.resolve(retriever),
    reasoner: () => model,
    critic: () => model,
    integrator: () => model,
    policy: () => model,
    policyWith: () => model,
    verifier: () => verifier,
    close: async () => {
      await vectors.close()
      await app.close()
    },
  }
}
