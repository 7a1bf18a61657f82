import { z } from 'zod'

/** The `{id}` of a path. */
export const idParams = z.strictObject({ id: z.string().min(1).max(100) })
