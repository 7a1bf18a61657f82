import { z } from 'zod'
import type { BridgeReasonStep, Citation, HitReason, SearchHit } from '#core/search.ts'

/** A passage on the way to another, and the words that led on from it. */
export const chainStepSchema = z.object({
  chunk_id: z.string(),
  document_id: z.string(),
  title: z.string(),
  mention: z.string(),
  bridge: z.string(),
  question: z.string(),
})

/** Why a passage was found, as told to clients. */
const reasonSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('vector'), cosine: z.number(), rank: z.number().int() }),
  z.object({ kind: z.literal('text'), bm25: z.number(), rank: z.number().int() }),
  z.object({ kind: z.literal('graph'), score: z.number(), path: z.array(z.string()) }),
  z.object({
    kind: z.literal('bridge'),
    cosine: z.number(),
    /** The part of the score that it gave, 0 to 1. */
    share: z.number(),
    steps: z.array(chainStepSchema),
  }),
])

const hitSchema = z.object({
  chunk_id: z.string(),
  document_id: z.string(),
  title: z.string(),
  /** Null where the format has no pages. */
  page: z.number().int().nullable(),
  start: z.number().int(),
  end: z.number().int(),
  score: z.number(),
  text: z.string(),
  why: z.array(reasonSchema),
})

export const searchReplySchema = z.object({ hits: z.array(hitSchema) })
export type SearchReply = z.infer<typeof searchReplySchema>

export const citationSchema = z.object({
  chunk_id: z.string(),
  document_id: z.string(),
  page: z.number().int().nullable(),
  start: z.number().int(),
  end: z.number().int(),
  quote: z.string(),
})

/** Search hits in the shape that the CLI and the API promise. */
export function toSearchReply(hits: readonly SearchHit[]): SearchReply {
  return {
    hits: hits.map((hit) => ({
      chunk_id: hit.chunkId,
      document_id: hit.documentId,
      title: hit.title,
      page: hit.page ?? null,
      start: hit.start,
      end: hit.end,
      score: hit.score,
      text: hit.text,
      why: hit.why.map(toWireReason),
    })),
  }
}

function toWireReason(reason: HitReason): z.infer<typeof reasonSchema> {
  switch (reason.kind) {
    case 'vector':
    case 'text':
      return { ...reason }
    case 'graph':
      return { ...reason, path: [...reason.path] }
    case 'bridge':
      return {
        kind: 'bridge',
        cosine: reason.cosine,
        share: reason.share,
        steps: reason.steps.map(toWireStep),
      }
  }
}

export function toWireStep({ chunkId, documentId, ...step }: BridgeReasonStep): z.infer<typeof chainStepSchema> {
  const { title, mention, bridge, question } = step
  return { chunk_id: chunkId, document_id: documentId, title, mention, bridge, question }
}

/** A citation in the shape that the CLI and the API promise. */
export function toWireCitation(citation: Citation): z.infer<typeof citationSchema> {
  return {
    chunk_id: citation.chunkId,
    document_id: citation.documentId,
    page: citation.page ?? null,
    start: citation.start,
    end: citation.end,
    quote: citation.quote,
  }
}
