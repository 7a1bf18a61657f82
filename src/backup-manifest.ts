import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import { NacreError } from '#core/errors.ts'

/** Small files of a data folder that a backup carries beside the stores: the settings, and the sources that could not be read. */
export const carriedFiles: readonly string[] = ['config.json', 'failures.json']

const fileName = 'backup.json'
const schema = z.object({
  format: z.literal(1),
  documents: z.number(),
  chunks: z.number(),
  /** How the configuration names the embedder of the vectors. */
  embedder: z.string(),
  files: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })),
})

/** What a backup holds, with the checksums of its files. */
export type BackupManifest = z.infer<typeof schema>

/** Writes the manifest of a folder of files, as the last of them: a folder without one is no backup. */
export async function writeManifest(
  folder: string,
  about: Pick<BackupManifest, 'documents' | 'chunks' | 'embedder'>,
): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const files: BackupManifest['files'] = []
  for (const path of paths.sort()) {
    files.push({ path: path.slice(folder.length + 1), bytes: (await stat(path)).size, sha256: await hashFile(path) })
  }
  const manifest: BackupManifest = { format: 1, ...about, files }
  await writeFile(join(folder, fileName), `${JSON.stringify(manifest, undefined, 2)}\n`, { flush: true })
}

/** Reads the manifest and checks every file against it. Throws `not-found` for no backup, `invalid-input` for a damaged one. */
export async function checkBackup(folder: string): Promise<BackupManifest> {
  const manifest = await readManifest(folder)
  for (const { path, bytes, sha256 } of manifest.files) {
    if (isAbsolute(path) || path.split(/[\\/]/).includes('..')) throw damaged(folder, `names a file outside: ${path}`)
    const full = join(folder, path)
    const found = await stat(full).catch(() => undefined)
    if (found === undefined) throw damaged(folder, `lacks the file ${path}`)
    if (found.size !== bytes || (await hashFile(full)) !== sha256) throw damaged(folder, `has a changed file: ${path}`)
  }
  return manifest
}

async function readManifest(folder: string): Promise<BackupManifest> {
  const text = await readFile(join(folder, fileName), 'utf8').catch(() => undefined)
  if (text === undefined) {
    throw new NacreError('not-found', `${folder} is no backup: expected a folder that "nacre store backup" made.`)
  }
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new NacreError('invalid-input', `${join(folder, fileName)} cannot be read. Use another backup.`, { cause })
  }
}

function damaged(folder: string, how: string): NacreError {
  return new NacreError('invalid-input', `The backup ${folder} ${how}. Nothing was restored; use another backup.`)
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of createReadStream(path)) hash.update(part as Buffer)
  return hash.digest('hex')
}
