import { z } from 'zod'
import type { ReasoningTrace } from '#core/trace.ts'
import { citationSchema, toWireCitation } from './passages.ts'

const text = z.string()
const number = z.number()

export const runLineSchema = z.object({ id: text, task_id: text.nullable(), question: text, mode: text, answer: text })

const answerSentenceSchema = z.object({ text, citations: z.array(number.int()), support: number })

export const traceSchema = runLineSchema.extend({
  rounds: z.array(
    z.object({
      round: number.int(),
      thinking: z.array(
        z.object({
          category: text,
          statements: z.array(
            z.object({
              text,
              origin: z.enum(['evidence', 'graph', 'model']),
              chunk_ids: z.array(text),
              support: number.nullable(),
            }),
          ),
        }),
      ),
      answer: text,
      sentences: z.array(answerSentenceSchema),
      citations: z.array(citationSchema),
      reflection: text,
      verdicts: z.array(
        z.object({
          claim: text,
          part: z.enum(['thinking', 'answer']),
          support: number,
          is_supported: z.boolean(),
          reason: text.nullable(),
          cut_to: text.nullable(),
          evidence: z.array(text),
        }),
      ),
      omissions: z.array(text),
      supported_share: number,
    }),
  ),
  best_round: number.int().nullable(),
  sentences: z.array(answerSentenceSchema),
  citations: z.array(citationSchema),
  document_ids: z.array(text),
})

/** A run as a line of a list. */
export function toRunLine(trace: ReasoningTrace): z.input<typeof runLineSchema> {
  return {
    id: trace.id,
    task_id: trace.taskId ?? null,
    question: trace.question,
    mode: trace.mode,
    answer: trace.refusal ?? trace.answer,
  }
}

/** Everything that was thought on the way, round by round. */
export function toWireTrace(trace: ReasoningTrace): z.input<typeof traceSchema> {
  return {
    ...toRunLine(trace),
    rounds: trace.rounds.map((round) => ({
      round: round.index,
      thinking: round.thinking.map(({ category, statements }) => ({
        category,
        statements: statements.map(({ text: words, origin, chunkIds, support }) => {
          return { text: words, origin, chunk_ids: [...chunkIds], support: support ?? null }
        }),
      })),
      answer: round.answer,
      sentences: round.sentences.map((sentence) => ({ ...sentence, citations: [...sentence.citations] })),
      citations: round.citations.map(toWireCitation),
      reflection: round.reflection,
      verdicts: round.verdicts.map(({ claim, part, support, isSupported, reason, cutTo, evidence }) => ({
        claim,
        part,
        support,
        is_supported: isSupported,
        reason: reason ?? null,
        cut_to: cutTo ?? null,
        evidence: [...evidence],
      })),
      omissions: [...round.omissions],
      supported_share: round.supportedShare,
    })),
    best_round: trace.bestRound ?? null,
    sentences: trace.sentences.map((sentence) => ({ ...sentence, citations: [...sentence.citations] })),
    citations: trace.citations.map(toWireCitation),
    document_ids: [...trace.documentIds],
  }
}
