import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { NacreError } from '#core/errors.ts'
import { sha256 } from '#core/id.ts'
import { apiScopes, type ApiScope } from './api-scopes.ts'

/** A key as it is kept: the key itself is nowhere, only its SHA-256. */
export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly scopes: readonly ApiScope[]
  readonly createdAt: string
  readonly revokedAt?: string
}

/** The keys of a data folder's API. Every process sees a change at once. */
export interface ApiKeys {
  /** A new key of 256 random bits. It is told here and never again. */
  create(options: { readonly name: string; readonly scopes: readonly ApiScope[] }): {
    readonly key: string
    readonly about: ApiKey
  }
  /** Oldest first, revoked ones too. */
  list(): readonly ApiKey[]
  /** The key is worth nothing from now on. Throws `not-found` for an id that is not there. */
  revoke(id: string): void
  /** Whose key this is; undefined for one that was revoked or never was. */
  find(key: string): ApiKey | undefined
  close(): void
}

/** What every key begins with, so that it is known for one wherever it turns up. */
export const keyStart = 'nacre_'

/** Opens the keys of a data folder. */
export function openApiKeys(dataFolder: string, options: { readonly now?: () => Date } = {}): ApiKeys {
  const { now = () => new Date() } = options
  mkdirSync(dataFolder, { recursive: true })
  const database = new DatabaseSync(join(dataFolder, 'api-keys.sqlite'), { timeout: 10_000 })
  database.exec('PRAGMA journal_mode = WAL')
  database.exec(
    `CREATE TABLE IF NOT EXISTS api_keys (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
     name TEXT NOT NULL, sha256 TEXT NOT NULL UNIQUE, scopes TEXT NOT NULL, created_at TEXT NOT NULL, revoked_at TEXT) STRICT`,
  )
  const insert = database.prepare(
    'INSERT INTO api_keys (id, name, sha256, scopes, created_at) VALUES (?, ?, ?, ?, ?) RETURNING *',
  )
  const all = database.prepare('SELECT * FROM api_keys ORDER BY number')
  const bySha = database.prepare('SELECT * FROM api_keys WHERE sha256 = ? AND revoked_at IS NULL')
  const end = database.prepare('UPDATE api_keys SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?')
  return {
    create: ({ name, scopes }) => {
      const key = `${keyStart}${randomBytes(32).toString('base64url')}`
      const id = `key_${randomBytes(6).toString('hex')}`
      const kept = apiScopes.filter((scope) => scopes.includes(scope))
      return { key, about: toApiKey(insert.get(id, name, sha256(key), kept.join(' '), now().toISOString())!) }
    },
    list: () => all.all().map((row) => toApiKey(row)),
    revoke: (id) => {
      if (end.run(now().toISOString(), id).changes === 0)
        throw new NacreError('not-found', `There is no key ${id}. "nacre key ls" lists them.`)
    },
    find: (key) => {
      const row = bySha.get(sha256(key))
      return row === undefined ? undefined : toApiKey(row)
    },
    close: () => {
      if (database.isOpen) database.close()
    },
  }
}

interface Row {
  readonly id: string
  readonly name: string
  readonly scopes: string
  readonly created_at: string
  readonly revoked_at: string | null
}

function toApiKey(found: unknown): ApiKey {
  const { id, name, scopes, created_at: createdAt, revoked_at: revokedAt } = found as Row
  const kept = scopes.split(' ') as ApiScope[]
  return { id, name, scopes: kept, createdAt, ...(revokedAt !== null && { revokedAt }) }
}
