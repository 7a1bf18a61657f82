import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { NacreError } from '#core/errors.ts'

const recordSchema = z.object({
  how: z.enum(['docker', 'java']),
  url: z.string(),
  user: z.string(),
  password: z.string(),
  browserUrl: z.string(),
  ports: z.object({ bolt: z.number().int(), http: z.number().int() }),
  /** Process id of the Java way. */
  pid: z.number().int().optional(),
  /** Name of the container of the Docker way. */
  container: z.string().optional(),
})

/** What is remembered of a server in `<home>/connection.json`, readable by its owner only: how it was started and how to reach it. */
export type Neo4jServerRecord = z.infer<typeof recordSchema>

const fileIn = (home: string): string => join(home, 'connection.json')

/** The record of a home folder, if there is one. Throws `invalid-input` where the file is not readable as one. */
export function readServerRecord(home: string): Neo4jServerRecord | undefined {
  let text: string
  try {
    text = readFileSync(fileIn(home), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new NacreError('unavailable', `${fileIn(home)} cannot be read. Check its permissions.`, { cause: error })
  }
  try {
    return recordSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new NacreError(
      'invalid-input',
      `${fileIn(home)} is not what "nacre neo4j start" wrote. Stop that Neo4j by hand if it runs, and move the folder ${home} away.`,
      { cause },
    )
  }
}

/** Writes the record in one step. */
export function writeServerRecord(home: string, record: Neo4jServerRecord): void {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const draft = `${fileIn(home)}.draft`
  rmSync(draft, { force: true })
  writeFileSync(draft, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 })
  chmodSync(draft, 0o600)
  renameSync(draft, fileIn(home))
}
