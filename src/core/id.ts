import { createHash } from 'node:crypto'

/** The kinds of records that have an id; the kind is the readable prefix of the id. */
export type IdKind =
  | 'doc'
  | 'chunk'
  | 'entity'
  | 'mention'
  | 'relation'
  | 'evidence'
  | 'quantity'
  | 'merge'
  | 'task'
  | 'trace'
  | 'pair'
  | 'job'
  | 'growth'

/**
 * A deterministic id `<kind>_<24 hex digits>`: SHA-256 of the parts, length-prefixed so that ('ab','c') and ('a','bc')
 * differ. Equal parts give equal ids on every machine, which is what makes each step of Nacre repeatable.
 */
export function makeId(kind: IdKind, ...parts: readonly (string | number | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) {
    const bytes = typeof part === 'object' ? part : Buffer.from(String(part), 'utf8')
    hash.update(`${bytes.length}:`)
    hash.update(bytes)
  }
  return `${kind}_${hash.digest('hex').slice(0, 24)}`
}

/** SHA-256 of the input as 64 hex digits. */
export function sha256(input: string | Uint8Array): string {
  return createHash('sha256').update(input).digest('hex')
}
