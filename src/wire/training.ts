import { z } from 'zod'
import type { DroppedPair, PairOrigin, PairQuality, PreferencePair } from '#core/pair.ts'
import type { ContextRelation, PublishedSample, SourceSentence, Task } from '#core/task.ts'

const text = z.string()
const whole = z.number().int()
const sentenceSchema = z.object({
  chunk_id: text,
  document_id: text,
  page: whole.nullable(),
  start: whole,
  end: whole,
  text,
})
const relationSchema = z.object({ subject: text, type: text, predicate: text, object: text, evidence: sentenceSchema })
const passageSchema = z.object({ chunk_id: text, document_id: text, title: text, page: whole.nullable(), text })

const sampleSchema = z.object({
  seeds: z.array(sentenceSchema.omit({ chunk_id: true }).extend({ title: text })),
  enrichment: text,
  thinking: z.array(z.object({ category: text, lines: z.array(text) })),
  answer: text,
  chosen: text,
  rejected: z.object({ way: text, text, model: text }).nullable(),
})

export const taskSchema = z.object({
  id: text,
  profile: text,
  seed: whole,
  question: text,
  training_prompt: text,
  fact: text,
  fact_origin: text,
  key_sentence: sentenceSchema,
  passage: passageSchema,
  context: z.object({
    passages: z.array(
      passageSchema.extend({ found_in: z.enum(['vectors', 'graph']), score: z.number(), through: z.array(text) }),
    ),
    relations: z.array(relationSchema),
  }),
  path: z.array(relationSchema).nullable(),
  sample: sampleSchema.nullable(),
  document_ids: z.array(text),
  generator: z.object({ model: text, calls: whole, input_tokens: whole, output_tokens: whole }),
})

/** A task in the shape that the CLI and the API promise. */
export function toWireTask(task: Task): z.input<typeof taskSchema> {
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
        through: [...near.through],
        text: near.text,
      })),
      relations: task.context.relations.map(toWireRelation),
    },
    path: task.path?.map(toWireRelation) ?? null,
    sample: task.sample === undefined ? null : toWireSample(task.sample),
    document_ids: [...task.documentIds],
    generator: {
      model: generator.model,
      calls: generator.calls,
      input_tokens: generator.inputTokens,
      output_tokens: generator.outputTokens,
    },
  }
}

function toWireSample({
  seeds,
  enrichment,
  thinking,
  answer,
  chosen,
  rejected,
}: PublishedSample): z.input<typeof sampleSchema> {
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

function toWireRelation({
  subject,
  type,
  predicate,
  object,
  evidence,
}: ContextRelation): z.input<typeof relationSchema> {
  return { subject, type, predicate, object, evidence: toWireSentence(evidence) }
}

function toWireSentence(sentence: SourceSentence): z.input<typeof sentenceSchema> {
  return {
    chunk_id: sentence.chunkId,
    document_id: sentence.documentId,
    page: sentence.page ?? null,
    start: sentence.start,
    end: sentence.end,
    text: sentence.text,
  }
}

export const pairLineSchema = z.object({
  id: text,
  task_id: text,
  trace_id: text,
  prompt: text,
  chosen: text,
  rejected: text,
  review: z.enum(['accepted', 'refused']).nullable(),
})
const spanSchema = z.object({ start: whole, end: whole })
export const pairSchema = pairLineSchema.extend({
  spans: z.object({ thinking: spanSchema, answer: spanSchema }),
  provenance: z.object({ chunk_ids: z.array(text), document_ids: z.array(text), licenses: z.array(text) }),
  generators: z.object({
    chosen: text,
    rejected: text,
    prompt_sha256: text,
    sampling: z.object({
      temperature: z.number(),
      top_p: z.number(),
      top_k: z.number(),
      seed: whole,
      max_tokens: whole,
    }),
  }),
})

/** A pair as a line of `nacre pairs ls`. */
export function toWirePairLine(pair: PreferencePair): z.input<typeof pairLineSchema> {
  return {
    id: pair.id,
    task_id: pair.taskId,
    trace_id: pair.traceId,
    prompt: pair.prompt,
    chosen: pair.chosen,
    rejected: pair.rejected,
    review: pair.review ?? null,
  }
}

/** A pair in full, in the shape that the CLI and the API promise. */
export function toWirePair(pair: PreferencePair): z.input<typeof pairSchema> {
  const { provenance, generators } = pair
  const { topP, topK, maxTokens, ...sampling } = generators.sampling
  return {
    ...toWirePairLine(pair),
    spans: pair.spans,
    provenance: {
      chunk_ids: [...provenance.chunkIds],
      document_ids: [...provenance.documentIds],
      licenses: [...provenance.licenses],
    },
    generators: {
      chosen: generators.chosen,
      rejected: generators.rejected,
      prompt_sha256: generators.promptSha256,
      sampling: { ...sampling, top_p: topP, top_k: topK, max_tokens: maxTokens },
    },
  }
}

export const pairQualitySchema = z.object({
  pairs: whole,
  words: z.object({ prompt: z.number(), chosen: z.number(), rejected: z.number() }),
  separable_by: z.object({ length: z.number(), answer_length: z.number(), format: z.number() }),
  similarity: z.number(),
  distinct_2: z.number(),
  self_bleu: z.number(),
  near_duplicate_prompts: whole,
  documents: whole,
  document_gini: z.number(),
  licenses: z.record(text, z.number()),
  origin: z
    .object({
      groundedness: z.number(),
      unsupported_numbers: whole,
      judged: whole,
      win_rate: z.number(),
      win_rate_first: z.number(),
      win_rate_second: z.number(),
      clean_thinking: z.number(),
      document_coverage: z.number(),
      yield: z.number(),
      drops: z.record(text, z.number()),
      tokens_per_pair: z.number(),
      stale: z.number().nullable(),
      contamination: z.number().nullable(),
    })
    .nullable(),
  warnings: z.array(text),
})

/** What `nacre pairs lint` tells. */
export function toWirePairQuality(quality: PairQuality): z.input<typeof pairQualitySchema> {
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
    self_bleu: quality.selfBleu,
    near_duplicate_prompts: quality.nearDuplicatePrompts,
    documents: quality.documents,
    document_gini: quality.documentGini,
    licenses: { ...quality.licenses },
    origin: quality.origin === undefined ? null : toWireOrigin(quality.origin),
    warnings: [...quality.warnings],
  }
}

function toWireOrigin(origin: PairOrigin) {
  return {
    groundedness: origin.groundedness,
    unsupported_numbers: origin.unsupportedNumbers,
    judged: origin.judged,
    win_rate: origin.winRate,
    win_rate_first: origin.winRateFirst,
    win_rate_second: origin.winRateSecond,
    clean_thinking: origin.cleanThinking,
    document_coverage: origin.documentCoverage,
    yield: origin.yield,
    drops: { ...origin.drops },
    tokens_per_pair: origin.tokensPerPair,
    stale: origin.stale ?? null,
    contamination: origin.contamination ?? null,
  }
}

/** A pair that a gate refused, as a line of `nacre pairs ls --dropped`. */
export function toWireDrop({ id, taskId, traceId, question, reason, pair }: DroppedPair) {
  return {
    id,
    task_id: taskId,
    trace_id: traceId === '' ? null : traceId,
    question,
    reason,
    pair: pair === undefined ? null : toWirePairLine(pair),
  }
}
