import { z } from 'zod'

/** A text of somebody: not blank, and not longer than a question is. */
export const questionText = z.string().regex(/\S/, 'expected a text that is not blank').min(1).max(4_000)
