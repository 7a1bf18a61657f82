import { z } from 'zod'

/** How a list is asked for, page by page. A cursor is what the page before said; any text of its form stands for a place. */
export const pageQuery = {
  limit: z.int().min(1).max(200).default(50),
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]*$/)
    .max(4_000)
    .optional(),
}

/** The limit of a list whose lines are short. */
export const longPage = z.int().min(1).max(1_000).default(50)

/** Where the next page begins; null on the last one. */
export const nextCursor = z.string().nullable()

/** The cursor of a place in a list: after this text. */
export function writeCursor(after: string): string {
  return Buffer.from(after, 'utf8').toString('base64url')
}

export function readCursor(cursor: string | undefined): string | undefined {
  return cursor === undefined || cursor === '' ? undefined : Buffer.from(cursor, 'base64url').toString('utf8')
}
