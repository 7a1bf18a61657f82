import { z } from 'zod'
import { reasonModes, type ReasoningTrace } from '#core/trace.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { chainStepSchema, citationSchema, toWireCitation, toWireStep } from './passages.ts'

const statementSchema = z.object({
  text: z.string(),
  origin: z.enum(['evidence', 'graph', 'model']),
  chunk_ids: z.array(z.string()),
  support: z.number().nullable(),
})

export const askReplySchema = z.object({
  trace_id: z.string(),
  question: z.string(),
  /** Where there is no evidence: one sentence that says so. */
  answer: z.string(),
  is_refused: z.boolean(),
  /** Why there is no answer; null where there is one. */
  refusal: z.string().nullable(),
  sentences: z.array(z.object({ text: z.string(), citations: z.array(z.number().int()), support: z.number() })),
  thinking: z.array(
    z.object({
      round: z.number().int(),
      sections: z.array(z.object({ category: z.string(), statements: z.array(statementSchema) })),
    }),
  ),
  reflections: z.array(
    z.object({
      round: z.number().int(),
      text: z.string(),
      verdicts: z.array(z.object({ claim: z.string(), support: z.number(), is_supported: z.boolean() })),
    }),
  ),
  citations: z.array(citationSchema.extend({ /** Of the document. */ title: z.string() })),
  /** How cited passages were found to which the question alone does not lead. */
  chains: z.array(z.object({ chunk_id: z.string(), steps: z.array(chainStepSchema) })),
  /** Number of answers that were written on the way. */
  rounds: z.number().int(),
  mode: z.enum(reasonModes),
  models: z.object({
    reasoner: z.string(),
    critic: z.string(),
    verifier: z.string(),
    integrator: z.string().optional(),
  }),
  usage: z.object({ calls: z.number().int(), input_tokens: z.number().int(), output_tokens: z.number().int() }),
})
export type AskReply = z.infer<typeof askReplySchema>

/** A reasoning trace in the shape that the CLI and the API promise. */
export async function toAskReply(trace: ReasoningTrace, graph: Pick<GraphStore, 'documentTitles'>): Promise<AskReply> {
  const titles = await graph.documentTitles([...new Set(trace.citations.map(({ documentId }) => documentId))])
  return {
    trace_id: trace.id,
    question: trace.question,
    answer: trace.refusal ?? trace.answer,
    is_refused: trace.refusal !== undefined,
    refusal: trace.refusal ?? null,
    sentences: trace.sentences.map((sentence) => ({ ...sentence, citations: [...sentence.citations] })),
    thinking: trace.rounds
      .filter((round) => round.thinking.length > 0)
      .map((round) => ({
        round: round.index,
        sections: round.thinking.map((section) => ({
          category: section.category,
          statements: section.statements.map((statement) => ({
            text: statement.text,
            origin: statement.origin,
            chunk_ids: [...statement.chunkIds],
            support: statement.support ?? null,
          })),
        })),
      })),
    reflections: trace.rounds
      .filter((round) => round.reflection !== '')
      .map((round) => ({
        round: round.index,
        text: round.reflection,
        verdicts: round.verdicts.map(({ claim, support, isSupported }) => ({
          claim,
          support,
          is_supported: isSupported,
        })),
      })),
    citations: trace.citations.map((citation) => {
      return { ...toWireCitation(citation), title: titles.get(citation.documentId) ?? '' }
    }),
    chains: (trace.chains ?? []).map(({ chunkId, steps }) => ({ chunk_id: chunkId, steps: steps.map(toWireStep) })),
    rounds: trace.rounds.length,
    mode: trace.mode,
    models: { ...trace.models },
    usage: { calls: trace.usage.calls, input_tokens: trace.usage.inputTokens, output_tokens: trace.usage.outputTokens },
  }
}
