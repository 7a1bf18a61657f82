import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Chunk } from '#core/chunk.ts'
import type { ChunkKnowledge } from '#core/knowledge.ts'
import type { TextSpan } from '#core/pair.ts'
import { extractByRules } from '#ingest/extract/extract-by-rules.ts'
import { createModelExtractor } from '#ingest/extract/extract-by-model.ts'
import { chunksOf } from '#ingest/split.ts'
import { openApp } from '#src/app.ts'
import { readConfig } from '#src/config.ts'
import { documentOf } from '#test/ingest/extract/document-for-tests.ts'
import type { Paper } from './extraction.ts'
import { scoreSpans, type SpanScore } from './score-spans.ts'

/** What one call a chunk adds to the rules, and what it spoils. */
export interface ModelScore {
  readonly model: string
  readonly chunks: number
  readonly secondsPerChunk: number
  readonly inputTokensPerChunk: number
  readonly outputTokensPerChunk: number
  readonly accepted: number
  readonly refused: Readonly<Record<string, number>>
  readonly malformed: number
  readonly failures: number
  /** Relations that the rules find in these chunks, and those that only the model's call brought. */
  readonly relations: { readonly rules: number; readonly added: readonly string[] }
  /** Materials of the chunks by their mentions: by the rules alone, and with what the model named. */
  readonly materials: { readonly rules: SpanScore; readonly withModel: SpanScore }
}

/** Asks the configured model about chunks taken evenly from the papers. */
export async function scoreModel(papers: readonly Paper[], howMany: number): Promise<ModelScore> {
  const data = mkdtempSync(join(tmpdir(), 'nacre-extraction-'))
  const app = openApp(readConfig({ data }))
  try {
    const [embedder, model] = [await app.embedder(), await app.reasoner()]
    const extract = createModelExtractor({ model })
    const all = papers.flatMap((paper) => {
      const document = documentOf(paper.text)
      return [...chunksOf(document, embedder, 'retrieval')].map((chunk) => ({ paper, document, chunk }))
    })
    const step = Math.max(1, Math.floor(all.length / howMany))
    const chosen = all.filter((_, index) => index % step === step >> 1).slice(0, howMany)
    const total = { seconds: 0, input: 0, output: 0, accepted: 0, malformed: 0, failures: 0, byRules: 0 }
    const refused: Record<string, number> = {}
    const added: string[] = []
    const spans: { gold: TextSpan[]; rules: TextSpan[]; withModel: TextSpan[] }[] = []
    for (const { paper, document, chunk } of chosen) {
      const [rules] = await extractByRules(document, [chunk])
      const begun = performance.now()
      const { knowledge, report } = await extract(document, [chunk])
      total.seconds += (performance.now() - begun) / 1000
      total.input += report.inputTokens
      total.output += report.outputTokens
      total.accepted += report.accepted
      total.malformed += report.malformed
      total.failures += report.failures.length
      for (const [reason, count] of Object.entries(report.refused)) refused[reason] = (refused[reason] ?? 0) + count
      const [both] = knowledge
      if (rules === undefined || both === undefined) continue
      total.byRules += rules.relations.length
      added.push(...newRelations(both, rules))
      spans.push({ gold: goldOf(paper, chunk), rules: materialsOf(rules), withModel: materialsOf(both) })
    }
    const count = Math.max(1, chosen.length)
    return {
      model: model.id,
      chunks: chosen.length,
      secondsPerChunk: total.seconds / count,
      inputTokensPerChunk: total.input / count,
      outputTokensPerChunk: total.output / count,
      accepted: total.accepted,
      refused,
      malformed: total.malformed,
      failures: total.failures,
      relations: { rules: total.byRules, added },
      materials: {
        rules: scoreSpans(spans.map(({ gold, rules }) => ({ gold, found: rules }))),
        withModel: scoreSpans(spans.map(({ gold, withModel }) => ({ gold, found: withModel }))),
      },
    }
  } finally {
    await app.close()
    rmSync(data, { recursive: true, force: true })
  }
}

function goldOf({ entities }: Paper, { start, end }: Chunk): TextSpan[] {
  return entities
    .filter((entity) => entity.type === 'MAT' && entity.begin >= start && entity.end <= end)
    .map((entity) => ({ start: entity.begin, end: entity.end }))
}

function materialsOf({ entities, mentions }: ChunkKnowledge): TextSpan[] {
  const materials = new Set(entities.filter(({ type }) => type === 'Material').map(({ id }) => id))
  return mentions.filter(({ entityId }) => materials.has(entityId))
}

/** Readable, for the eye: `crack deflection INFLUENCES (increases) toughness`. */
function newRelations(both: ChunkKnowledge, rules: ChunkKnowledge): string[] {
  const known = new Set(rules.relations.map(({ id }) => id))
  const nameOf = (id: string): string => both.entities.find((entity) => entity.id === id)?.name ?? id
  return both.relations
    .filter(({ id }) => !known.has(id))
    .map(
      ({ subjectId, type, predicate, objectId }) => `${nameOf(subjectId)} ${type} (${predicate}) ${nameOf(objectId)}`,
    )
}
