import type { z } from 'zod'
import type { askReplySchema } from '#src/wire/answers.ts'
import type { contentSchema, documentLineSchema, documentSchema } from '#src/wire/documents.ts'
import type {
  entitySchema,
  evidenceSchema,
  neighboursReplySchema,
  pathsReplySchema,
  statsReplySchema,
} from '#src/wire/graph-views.ts'
import type { evaluationsReplySchema } from '#src/wire/evaluations.ts'
import type { roundsReplySchema } from '#src/wire/rounds.ts'
import type { subGraphSchema } from '#src/wire/sub-graph.ts'
import type { pairLineSchema, pairQualitySchema, pairSchema } from '#src/wire/training.ts'

/** What the server sends, as its own schemas say; only types cross over. */
export type AskReply = z.infer<typeof askReplySchema>
export type Content = z.infer<typeof contentSchema>
export type DocumentLine = z.infer<typeof documentLineSchema>
export type DocumentRecord = z.infer<typeof documentSchema>
export type Evaluations = z.infer<typeof evaluationsReplySchema>
export type Entity = z.infer<typeof entitySchema>
export type Evidence = z.infer<typeof evidenceSchema>
export type Neighbours = z.infer<typeof neighboursReplySchema>
export type Pair = z.infer<typeof pairSchema>
export type PairLine = z.infer<typeof pairLineSchema>
export type PairQuality = z.infer<typeof pairQualitySchema>
export type Paths = z.infer<typeof pathsReplySchema>
export type Rounds = z.infer<typeof roundsReplySchema>
export type Round = Rounds['rounds'][number]
export type Stats = z.infer<typeof statsReplySchema>
export type SubGraph = z.infer<typeof subGraphSchema>
