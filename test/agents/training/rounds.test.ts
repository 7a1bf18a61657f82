import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noMask } from '#agents/training/data/mask-thinking.ts'
import { createNativeTrainer } from '#agents/training/create-native-trainer.ts'
import { createPolicyNetwork } from '#agents/training/llama/policy-network.ts'
import { readLlama } from '#agents/training/llama/read-llama.ts'
import { openPolicyRegistry } from '#agents/training/registry/open-policy-registry.ts'
import { traceLineage } from '#agents/training/registry/trace-lineage.ts'
import { drawRoundTasks } from '#agents/training/rounds/draw-round-tasks.ts'
import type { RoundParts } from '#agents/training/rounds/round-parts.ts'
import { defaultJob, type RoundPlan } from '#agents/training/rounds/round-plan.ts'
import { runRound } from '#agents/training/rounds/run-round.ts'
import { openSqliteGraphStore } from '#graph/sqlite/sqlite-graph-store.ts'
import { openLanceDbVectorStore } from '#graph/lancedb/lancedb-vector-store.ts'
import { createExtractor } from '#ingest/extract/create-extractor.ts'
import { ingest } from '#ingest/ingest.ts'
import { findSources } from '#ingest/load/find-sources.ts'
import type { ChatModel } from '#models/chat-model.ts'
import { openLlamaTokenizer } from '#models/llama-cpp-tokenizer.ts'
import { withTrainingLock } from '#src/training-lock.ts'
import { createFakeChatModel } from '#test/fake-chat-model.ts'
import { wordEmbedder } from '#test/word-embedder.ts'
import { writeTinyLlama } from './write-tiny-llama.ts'

const folder = mkdtempSync(join(tmpdir(), 'nacre-test-'))
const modelPath = join(folder, 'tiny.gguf')
const documents = [
  'nacre.md',
  'bone.md',
  'tooth-enamel.md',
  'calcium-phosphates.md',
  'zirconia-transformation-toughening.md',
]
let parts: RoundParts
let close: () => Promise<void>
/** What the policy replies, by the hash of its adapter; the fake of the base model writes without form. */
const replies = new Map<string, (prompt: string) => string>()

beforeAll(async () => {
  await writeTinyLlama(modelPath)
  const embedder = wordEmbedder
  const { id, dimensions } = embedder
  const graph = openSqliteGraphStore(join(folder, 'graph.sqlite'))
  const vectors = await openLanceDbVectorStore({ folder: join(folder, 'vectors'), embedderId: id, dimensions })
  const paths = documents.map((file) => join(import.meta.dirname, '../../../examples/corpus', file))
  await ingest(await findSources(paths), { graph, vectors, embedder, extract: createExtractor({ mode: 'rules' }) })
  const model = await readLlama(modelPath)
  const network = createPolicyNetwork(model, { threads: 1 })
  const tokenizer = await openLlamaTokenizer(modelPath)
  const policyFolder = join(folder, 'policy')
  parts = {
    graph,
    registry: openPolicyRegistry(policyFolder),
    modelPath,
    base: 'tiny',
    model,
    network,
    tokenizer,
    trainer: createNativeTrainer({ network, shape: model.shape, tokenizer }),
    openPolicy: (adapter): Promise<ChatModel> => {
      const reply = replies.get(adapter?.hash ?? 'base') ?? ((prompt: string) => copyFirst(prompt))
      const fake = createFakeChatModel(({ messages }) => reply(messages[0]!.content))
      return Promise.resolve({ ...fake, id: `fake+${adapter?.hash ?? 'base'}` })
    },
    folder: policyFolder,
    now: () => new Date(0),
  }
  close = async () => {
    await network.close()
    await tokenizer.close()
    await vectors.close()
    await graph.close()
  }
})
afterAll(async () => {
  await close()
  rmSync(folder, { recursive: true, force: true })
})

/** A whole, grounded reply, though from the first sentence whatever is asked. */
function copyFirst(prompt: string): string {
  const sentence = /\[1\] (.*)/.exec(prompt)![1]!
  return `<|thinking|>\nTopic: one\nEvidence: [1] ${sentence}\n<|/thinking|>\n${sentence}`
}

function plan(round: number, parent: string | null): RoundPlan {
  const job = defaultJob({ method: round === 1 ? 'sft' : 'dpo', pairs: 8, seed: 1, threads: 1 })
  return {
    round,
    profile: 'open-book',
    pairs: 8,
    parent,
    base: 'tiny',
    job: {
      ...job,
      mask: noMask,
      optimiser: { ...job.optimiser, steps: 4, batchPairs: 1 },
      limits: { maxTokens: 3000, overlong: 'drop' },
    },
    seed: 1,
    startedAt: new Date(0).toISOString(),
  }
}

describe('tasks of a round', () => {
  test('that train show nothing of the documents they are measured on, and right places go round', async () => {
    const ids = await parts.graph.documentIds()
    const heldOutDocuments = new Set(ids.slice(0, 1))
    const { training, heldOut } = await drawRoundTasks(parts.graph, { seed: 1, heldOutDocuments })
    expect(training.length).toBeGreaterThan(8)
    expect(training.flatMap(({ documentIds }) => documentIds).filter((id) => heldOutDocuments.has(id))).toEqual([])
    for (const { path = [] } of heldOut) expect(heldOutDocuments.has(path[0]!.evidence.documentId)).toBe(true)
    const places = heldOut.map(({ book = [] }) => book.findIndex(({ step }) => step !== undefined))
    expect(places).toEqual(places.map((_, index) => index % 5))
    expect(places.length).toBeGreaterThan(1)
  })
})

describe('a round', () => {
  test('that is stopped in the middle goes on, and what is better serves', async () => {
    replies.set('base', () => 'I like shells.')
    const controller = new AbortController()
    const stopped = runRound(plan(1, null), parts, {
      signal: controller.signal,
      onProgress: (stage, done) => {
        if (stage === 'training' && done === 2) controller.abort()
      },
    })
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
    expect(await parts.registry.current()).toBeUndefined()
    expect(await parts.registry.versions()).toEqual([])
    // A kill may leave half a line.
    appendFileSync(join(parts.folder, 'rounds/0001/pairs.jsonl'), '{"id":"pair_ha')

    const steps: number[] = []
    const outcome = await runRound(plan(1, null), parts, {
      onProgress: (stage, done) => {
        if (stage === 'training') steps.push(done)
      },
    })
    expect(steps[0]).toBe(3)
    expect(outcome.isPromoted).toBe(true)
    const version = (await parts.registry.current())!
    expect(version.id).toBe(outcome.version)
    expect(version.metrics['format']).toBe(1)
    expect(version.pairIds).toHaveLength(8)
    expect(version.documentIds.length).toBeGreaterThan(1)
    const pairs = await Promise.all(version.pairIds.map((id) => parts.graph.getRecord('pair', id)))
    expect(pairs.every((pair) => pair?.generators.rejected === 'fake+base')).toBe(true)
    const lineage = await traceLineage(version.id, parts)
    expect(lineage.pairs).toHaveLength(8)
    for (const { sentences } of lineage.pairs) expect(sentences[0]!.title).not.toBe('')
    // Once more: the round is over, nothing is done again.
    expect(await runRound(plan(1, null), parts)).toEqual(outcome)
  })

  test('that makes nothing better leaves what serves', async () => {
    const serving = (await parts.registry.current())!
    const outcome = await runRound(plan(2, serving.id), parts)
    expect(outcome.isPromoted).toBe(false)
    expect(outcome.version).toMatch(/^r2-/)
    expect((await parts.registry.current())?.id).toBe(serving.id)
    const made = await parts.registry.version(outcome.version!)
    expect(made.parent).toBe(serving.id)
  })
})

describe('a second training', () => {
  test('of the same folder is refused at once, and may run when the first is over', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const first = withTrainingLock(parts.folder, () => promise)
    await expect(withTrainingLock(parts.folder, () => Promise.resolve())).rejects.toMatchObject({ code: 'conflict' })
    resolve()
    await first
    await expect(withTrainingLock(parts.folder, () => Promise.resolve(1))).resolves.toBe(1)
  })
})

describe('the registry', () => {
  test('lets one of two promotions at once win', async () => {
    const serving = (await parts.registry.current())!.id
    const [, other] = await parts.registry.versions()
    const promote = (): Promise<void> =>
      parts.registry.promote(other!.id, { expected: serving, reason: 'test', at: new Date(0) })
    const results = await Promise.allSettled([promote(), promote(), promote()])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conflict' })
    expect((await parts.registry.current())!.id).toBe(other!.id)
    await parts.registry.promote(null, { expected: other!.id, reason: 'back', at: new Date(0) })
    expect(await parts.registry.current()).toBeUndefined()
    expect((await parts.registry.promotions()).map(({ version }) => version)).toEqual([serving, other!.id, null])
  })

  test('does not hand out an adapter that was changed, nor a version that is not there', async () => {
    const [version] = await parts.registry.versions()
    const path = await parts.registry.adapterPath(version!)
    const bytes = readFileSync(path)
    writeFileSync(path, Buffer.concat([bytes, Buffer.from('x')]))
    await expect(parts.registry.adapterPath(version!)).rejects.toMatchObject({ code: 'conflict' })
    writeFileSync(path, bytes)
    await expect(parts.registry.version('r9-none')).rejects.toMatchObject({ code: 'not-found' })
    await expect(
      parts.registry.promote('r9-none', { expected: null, reason: '', at: new Date(0) }),
    ).rejects.toMatchObject({ code: 'not-found' })
  })

  test('never shows a version whose files were not all written', async () => {
    const before = await parts.registry.versions()
    const broken = parts.registry.add({ ...before[0]!, id: 'r7-broken' }, () => Promise.reject(new Error('disk full')))
    await expect(broken).rejects.toThrow('disk full')
    expect(await parts.registry.versions()).toEqual(before)
  })
})
