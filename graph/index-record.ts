import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { NacreError } from '#core/errors.ts'

/** Which index of a data folder is the one that is searched. */
export interface IndexRecord {
  /** Name of its folder inside the data folder. */
  readonly folder: string
  /** The embedder that made it, as the configuration names it. */
  readonly embedder: string
}

const fileName = 'vectors.json'
/** The folder of the first index; those made anew stand beside it. */
export const firstIndexFolder = 'vectors'
const folderPattern = /^vectors(?:-\d+)?$/
const schema = z.object({ folder: z.string().regex(folderPattern), embedder: z.string() })

/** The record of a data folder; undefined where no index was made yet. Throws `invalid-input` for a damaged one. */
export function readIndexRecord(dataFolder: string): IndexRecord | undefined {
  const path = join(dataFolder, fileName)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new NacreError(
      'invalid-input',
      `${path} does not say which index is searched. Make the index anew with "nacre store rebuild".`,
      { cause },
    )
  }
}

/** Makes an index the one that is searched: readers see the old record or the new one, never a part. */
export function writeIndexRecord(dataFolder: string, record: IndexRecord): void {
  mkdirSync(dataFolder, { recursive: true })
  const path = join(dataFolder, fileName)
  const next = `${path}.${process.pid}`
  const file = openSync(next, 'w')
  try {
    writeSync(file, `${JSON.stringify(record)}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(next, path)
}

/** A name for a new index that no folder has. */
export function nextIndexFolder(dataFolder: string): string {
  const numbers = indexFolders(dataFolder).map((name) => Number(name.split('-')[1] ?? 1))
  return `${firstIndexFolder}-${Math.max(1, ...numbers) + 1}`
}

/** Removes the indexes that are not named: those that were replaced, and what a rebuild that was killed left behind. */
export function removeOtherIndexes(dataFolder: string, kept: readonly string[]): void {
  for (const name of indexFolders(dataFolder)) {
    if (!kept.includes(name)) rmSync(join(dataFolder, name), { recursive: true, force: true })
  }
}

function indexFolders(dataFolder: string): string[] {
  return readdirSync(dataFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && folderPattern.test(entry.name))
    .map(({ name }) => name)
}
