import type { Connection, Table } from '@lancedb/lancedb'
import { NacreError } from '#core/errors.ts'
import { sha256 } from '#core/id.ts'
import { chunkSchema, sentencesField } from './lancedb-rows.ts'

export interface LanceDbTable {
  readonly connection: Connection
  readonly table: Table
}

/** Where the vectors are and what made them. */
export interface LanceDbPlace {
  /** Folder of the index; made where there is none. */
  readonly folder: string
  readonly embedderId: string
  readonly dimensions: number
}

const prefix = 'chunks-'

/** A table for each embedder, because vectors of different models must never be compared. */
function tableName(embedderId: string): string {
  const readable = embedderId
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
  return `${prefix}${readable}-${sha256(embedderId).slice(0, 8)}`
}

/**
 * Opens the table of an embedder, made with its indexes where it is missing. Any number of processes may do so at the same
 * time. Throws `conflict` where the folder holds vectors of another embedder, or of other dimensions.
 */
export async function openLanceDbTable({ folder, embedderId, dimensions }: LanceDbPlace): Promise<LanceDbTable> {
  const { connect } = await import('@lancedb/lancedb')
  // Interval 0: each read looks for what other processes have written.
  const connection = await connect(folder, { readConsistencyInterval: 0 })
  const name = tableName(embedderId)
  const names = await connection.tableNames({ limit: 1000 })
  if (!names.includes(name)) await refuseOtherEmbedders(connection, names, folder, embedderId)
  const table = await openOrCreate(connection, name, embedderId, dimensions)
  await requireDimensions(table, folder, embedderId, dimensions)
  await requireSentences(table)
  await requireIndexes(table)
  return { connection, table }
}

async function openOrCreate(
  connection: Connection,
  name: string,
  embedderId: string,
  dimensions: number,
): Promise<Table> {
  try {
    return await connection.openTable(name)
  } catch (missing) {
    try {
      return await connection.createEmptyTable(name, chunkSchema(embedderId, dimensions), { existOk: true })
    } catch {
      // Another process was faster, or the folder cannot be used; opening again tells which.
      return connection.openTable(name).catch(() => Promise.reject(missing))
    }
  }
}

async function refuseOtherEmbedders(
  connection: Connection,
  names: readonly string[],
  folder: string,
  embedderId: string,
): Promise<void> {
  for (const name of names.filter((other) => other.startsWith(prefix))) {
    const other = await connection.openTable(name)
    if ((await other.countRows()) === 0) continue
    const otherId = (await other.schema()).metadata.get('nacre:embedder') ?? 'another model'
    throw new NacreError(
      'conflict',
      `The vectors in ${folder} were made by "${otherId}", and this run uses "${embedderId}"; their vectors cannot be ` +
        'compared. Set NACRE_EMBEDDER back, or embed all passages anew with "nacre store rebuild".',
    )
  }
}

async function requireDimensions(table: Table, folder: string, embedderId: string, dimensions: number): Promise<void> {
  const type: unknown = (await table.schema()).fields.find((field) => field.name === 'vector')?.type
  const found = typeof type === 'object' && type !== null && 'listSize' in type ? Number(type.listSize) : Number.NaN
  if (found === dimensions) return
  throw new NacreError(
    'conflict',
    `The vectors in ${folder} have ${found} dimensions, but "${embedderId}" now makes ${dimensions}: it is another model ` +
      'under the same name. Put the model back, or embed all passages anew with "nacre store rebuild".',
  )
}

/** A table from before sentences had vectors gets the column, empty. */
async function requireSentences(table: Table): Promise<void> {
  const has = async (): Promise<boolean> =>
    (await table.schema()).fields.some(({ name }) => name === sentencesField.name)
  if (await has()) return
  try {
    await table.addColumns([sentencesField])
  } catch (error) {
    // Another process was faster, or the folder cannot be written.
    if (!(await has())) throw error
  }
}

/** Looking up ids, and words by BM25. Rows that are not in an index yet are searched beside it. */
async function requireIndexes(table: Table): Promise<void> {
  const { Index } = await import('@lancedb/lancedb')
  const has = async (column: string): Promise<boolean> =>
    (await table.listIndices()).some((index) => index.columns.includes(column))
  const words = { withPosition: false, language: 'English', stem: true, removeStopWords: true, asciiFolding: true }
  const wanted = [
    { column: 'id', config: Index.btree() },
    { column: 'text', config: Index.fts(words) },
  ]
  for (const { column, config } of wanted) {
    if (await has(column)) continue
    try {
      await table.createIndex(column, { config, replace: false })
    } catch (error) {
      if (!(await has(column))) throw error
    }
  }
}
