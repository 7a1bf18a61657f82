import { z } from 'zod'

const measures = z.record(z.string(), z.number())

/** A state of the policy: an adapter on a base model, what it was made from and what it can do. */
export const policyVersion = z.object({
  /** `r<round>-<beginning of the adapter's hash>`. */
  id: z.string(),
  round: z.number().int().positive(),
  /** The version that training went on from; null = the base model. */
  parent: z.string().nullable(),
  /** The model below, by the id that its file gave it: equal ids, equal weights. */
  base: z.string(),
  method: z.string(),
  seed: z.number().int(),
  /** SHA-256 of the adapter's numbers, and of its file. */
  adapterHash: z.string(),
  adapterSha256: z.string(),
  /** The job as it was run. */
  job: z.unknown(),
  /** SHA-256 of the pairs, in order. */
  dataSha256: z.string(),
  pairIds: z.array(z.string()),
  documentIds: z.array(z.string()),
  licenses: z.array(z.string()),
  /** Pairs that were left out, by reason. */
  dropped: z.record(z.string(), z.number()),
  /** On tasks from documents that no pair was made from. */
  metrics: measures,
  createdAt: z.string(),
})

export type PolicyVersion = Readonly<z.infer<typeof policyVersion>>

/** Which version serves; each change is a record of its own, so the history is never rewritten. */
export const promotion = z.object({
  number: z.number().int().positive(),
  /** null = the base model. */
  version: z.string().nullable(),
  reason: z.string(),
  at: z.string(),
})

export type Promotion = Readonly<z.infer<typeof promotion>>
