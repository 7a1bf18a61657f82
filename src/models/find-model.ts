import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { lookUpModel, type ModelFile } from './model-catalogue.ts'

/** Paths of a model's files by their names in the catalogue. */
export type ModelPaths = Readonly<Record<string, string>>

/** Where the files of a model lie in the cache. */
export function modelFolder(name: string, cacheFolder: string): string {
  return join(cacheFolder, 'models', name)
}

/** Path of the note that a file was checked; it holds the file's SHA-256. */
export function verifiedNote(path: string): string {
  return `${path}.verified`
}

/**
 * The files of a model if all of them were fetched and checked; undefined otherwise. Compares sizes and the note that
 * was written when the SHA-256 was checked, so it costs nothing at a start.
 */
export async function findModel(name: string, options: { cacheFolder: string }): Promise<ModelPaths | undefined> {
  const paths: Record<string, string> = {}
  for (const file of lookUpModel(name).files) {
    const path = join(modelFolder(name, options.cacheFolder), file.name)
    if (!(await isVerified(path, file))) return undefined
    paths[file.name] = path
  }
  return paths
}

/** True when the file is there in full and was checked. */
export async function isVerified(path: string, file: ModelFile): Promise<boolean> {
  const size = await stat(path).then(
    ({ size: bytes }) => bytes,
    () => undefined,
  )
  const note = await readFile(verifiedNote(path), 'utf8').catch(() => undefined)
  return size === file.sizeBytes && note?.trim() === file.sha256
}
