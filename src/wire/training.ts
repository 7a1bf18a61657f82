import type { PairQuality, PreferencePair } from '#core/pair.ts'
import type { ContextRelation, PublishedSample, SourceSentence, Task } from '#core/task.ts'

/** A task in the shape that the CLI promises. */
export function toWireTask(task: Task) {
  const { passage, generator } = task
  return {
    id: task.id,
    profile: task.profile,
    seed: task.seed,
    question: task.question,
    training_prompt: task.trainingPrompt,
    fact: task.fact,
    fact_origin: task.factOrigin,
    key_sentence: toWireSentence(task.keySentence),
    passage: {
      chunk_id: passage.chunkId,
      document_id: passage.documentId,
      title: passage.title,
      page: passage.page ?? null,
      text: passage.text,
    },
    context: {
      passages: task.context.passages.map((near) => ({
        chunk_id: near.chunkId,
        document_id: near.documentId,
        title: near.title,
        page: near.page ?? null,
        found_in: near.foundIn,
        score: near.score,
        through: near.through,
        text: near.text,
      })),
      relations: task.context.relations.map(toWireRelation),
    },
    path: task.path?.map(toWireRelation) ?? null,
    sample: task.sample === undefined ? null : toWireSample(task.sample),
    document_ids: task.documentIds,
    generator: {
      model: generator.model,
      calls: generator.calls,
      input_tokens: generator.inputTokens,
      output_tokens: generator.outputTokens,
    },
  }
}

function toWireSample({ seeds, enrichment, thinking, answer, chosen, rejected }: PublishedSample) {
  return {
    seeds: seeds.map(({ documentId, title, page, start, end, text }) => ({
      document_id: documentId,
      title,
      page: page ?? null,
      start,
      end,
      text,
    })),
    enrichment,
    thinking: thinking.map(({ category, statements }) => ({ category, lines: statements.map(({ text }) => text) })),
    answer,
    chosen,
    rejected: rejected ?? null,
  }
}

function toWireRelation({ subject, type, predicate, object, evidence }: ContextRelation) {
  return { subject, type, predicate, object, evidence: toWireSentence(evidence) }
}

function toWireSentence(sentence: SourceSentence) {
  return {
    chunk_id: sentence.chunkId,
    document_id: sentence.documentId,
    page: sentence.page ?? null,
    start: sentence.start,
    end: sentence.end,
    text: sentence.text,
  }
}

/** A pair as a line of `nacre pairs ls`. */
export function toWirePairLine(pair: PreferencePair) {
  return {
    id: pair.id,
    task_id: pair.taskId,
    trace_id: pair.traceId,
    prompt: pair.prompt,
    chosen: pair.chosen,
    rejected: pair.rejected,
  }
}

/** A pair in full, in the shape that the CLI promises. */
export function toWirePair(pair: PreferencePair) {
  const { provenance, generators } = pair
  const { topP, topK, maxTokens, ...sampling } = generators.sampling
  return {
    ...toWirePairLine(pair),
    spans: pair.spans,
    provenance: { chunk_ids: provenance.chunkIds, document_ids: provenance.documentIds, licenses: provenance.licenses },
    generators: {
      chosen: generators.chosen,
      rejected: generators.rejected,
      prompt_sha256: generators.promptSha256,
      sampling: { ...sampling, top_p: topP, top_k: topK, max_tokens: maxTokens },
    },
  }
}

/** What `nacre pairs lint` tells. */
export function toWirePairQuality(quality: PairQuality) {
  return {
    pairs: quality.pairs,
    words: quality.words,
    separable_by: {
      length: quality.separableByLength,
      answer_length: quality.separableByAnswerLength,
      format: quality.separableByFormat,
    },
    similarity: quality.similarity,
    distinct_2: quality.distinct2,
    near_duplicate_prompts: quality.nearDuplicatePrompts,
    documents: quality.documents,
    document_gini: quality.documentGini,
    licenses: quality.licenses,
    warnings: quality.warnings,
  }
}
