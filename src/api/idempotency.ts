import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { NacreError } from '#core/errors.ts'
import { RequestError } from './problem.ts'

const keptMs = 24 * 3600 * 1000

/** A reply that was given once. */
export interface KeptReply {
  readonly status: number
  readonly body: string
  readonly location?: string
}

interface Row {
  readonly fingerprint: string
  readonly status: number
  readonly body: string
  readonly location: string | null
}

/** Replies by the `Idempotency-Key` of their requests, for a day, in the data folder. */
export interface KeptReplies {
  /**
   * Runs `work` unless this client's key was used before: then the kept reply. Errors: `key-reused` for the key of
   * another request, `conflict` while the first request is still under way. What failed is not kept.
   */
  once(
    request: { readonly key: string; readonly fingerprint: string },
    work: () => Promise<KeptReply>,
  ): Promise<KeptReply & { readonly isReplayed: boolean }>
  close(): void
}

export function openKeptReplies(dataFolder: string, options: { readonly now?: () => number } = {}): KeptReplies {
  const { now = Date.now } = options
  let opened: DatabaseSync | undefined
  const underWay = new Set<string>()
  const database = (): DatabaseSync => {
    if (opened !== undefined) return opened
    mkdirSync(dataFolder, { recursive: true })
    opened = new DatabaseSync(join(dataFolder, 'kept-replies.sqlite'), { timeout: 10_000 })
    opened.exec('PRAGMA journal_mode = WAL')
    opened.exec(
      `CREATE TABLE IF NOT EXISTS kept_replies (key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, status INTEGER NOT NULL,
       body TEXT NOT NULL, location TEXT, at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
    )
    return opened
  }
  return {
    once: async ({ key, fingerprint }, work) => {
      const store = database()
      store.prepare('DELETE FROM kept_replies WHERE at < ?').run(now() - keptMs)
      const kept = store.prepare('SELECT * FROM kept_replies WHERE key = ?').get(key) as Row | undefined
      if (kept !== undefined) {
        if (kept.fingerprint !== fingerprint)
          throw new RequestError(
            'key-reused',
            'This Idempotency-Key was used for another request. Send a key of its own.',
          )
        const { status, body, location } = kept
        return { status, body, ...(location !== null && { location }), isReplayed: true }
      }
      if (underWay.has(key))
        throw new NacreError('conflict', 'The first request with this Idempotency-Key is still under way.', {
          isRetryable: true,
          retryAfterSeconds: 1,
        })
      underWay.add(key)
      try {
        const reply = await work()
        const { status, body, location } = reply
        store
          .prepare('INSERT OR REPLACE INTO kept_replies VALUES (?, ?, ?, ?, ?, ?)')
          .run(key, fingerprint, status, body, location ?? null, now())
        return { ...reply, isReplayed: false }
      } finally {
        underWay.delete(key)
      }
    },
    close: () => opened?.close(),
  }
}
