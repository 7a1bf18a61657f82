import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqliteGraphStore } from '#graph/sqlite/sqlite-graph-store.ts'
import { estimateIngest } from '#ingest/estimate-ingest.ts'
import { findSources } from '#ingest/load/find-sources.ts'
import type { Embedder } from '#models/embedder.ts'
import { openTestEmbedder } from '#test/open-test-embedder.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'

let embedder: Embedder
beforeAll(async () => {
  embedder = await openTestEmbedder()
})
afterAll(() => embedder.close())

describe('estimateIngest', () => {
  it('counts documents, chunks, calls, tokens and price, and embeds and writes nothing', async () => {
    const folder = temporaryFolder()
    const long = 'Nacre consists of aragonite and is tough. '.repeat(60)
    writeFileSync(join(folder, 'a.md'), long)
    writeFileSync(join(folder, 'b.md'), 'Silk is strong.')
    writeFileSync(join(folder, 'copy.md'), 'Silk is strong.')
    writeFileSync(join(folder, 'bad.pdf'), 'no PDF')
    const graph = openSqliteGraphStore(join(folder, 'graph.sqlite'))
    const sources = await findSources([folder])
    const blind = { ...embedder, embed: () => Promise.reject(new Error('Expected no embedding.')) }
    const files = { ...sources, files: sources.files.filter((file) => !file.includes('graph.sqlite')) }

    const rules = await estimateIngest(files, { graph, embedder: blind }, { extract: 'rules' })
    expect(rules).toMatchObject({ documents: 2, skipped: 1, calls: 0, inputTokens: 0, outputTokens: 0 })
    expect(rules.chunks).toBeGreaterThan(2)
    expect(rules.failed.map(({ code }) => code)).toEqual(['invalid-input'])
    expect(rules).not.toHaveProperty('price')

    const prices = { input: 1, output: 2 }
    const model = await estimateIngest(files, { graph, embedder: blind }, { extract: 'llm', prices })
    expect(model).toMatchObject({ chunks: rules.chunks, calls: rules.chunks, outputTokens: 500 * rules.chunks })
    expect(model.inputTokens).toBeGreaterThan(embedder.countTokens(long.slice(0, 1000)))
    expect(model.price).toBeCloseTo((model.inputTokens + 2 * model.outputTokens) / 1e6)
    expect((await graph.stats()).documents).toBe(0)
    await graph.close()
  })
})
