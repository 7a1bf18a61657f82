import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { readFailedSources } from '#ingest/failed-sources.ts'
import { documentFormats } from '#ingest/load/document-formats.ts'
import { sniffedBytes, sniffMediaType } from '#ingest/load/sniff-media-type.ts'
import type { App } from './app.ts'
import { failuresPath } from './ingest-sources.ts'
import { jobInputs } from './jobs/job-input.ts'

/** What is younger is left alone: its job may be about to be added. */
const youngMs = 3_600_000

/** Where uploads lie until they are read. */
export function uploadFolder(dataFolder: string): string {
  return join(dataFolder, 'uploads')
}

/**
 * Takes over a file that a client has sent: it is named after the hash of its bytes and the format its name promises,
 * never after what the client wrote. Refuses (`invalid-input`) what is no document that can be read.
 */
export async function keepUpload(path: string, name: string, dataFolder: string): Promise<string> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sniffedBytes), 0, sniffedBytes, 0)
    sniffMediaType(buffer.subarray(0, bytesRead), name)
  } finally {
    await file.close()
  }
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  const kept = join(uploadFolder(dataFolder), `${hash.digest('hex')}${endingOf(name)}`)
  await rename(path, kept)
  return kept
}

/** The same for a text that a client has sent. */
export async function keepText(text: string, dataFolder: string): Promise<string> {
  const folder = uploadFolder(dataFolder)
  await mkdir(folder, { recursive: true })
  const hash = createHash('sha256').update(text).digest('hex')
  const kept = join(folder, `${hash}.md`)
  await writeFile(`${kept}.${process.pid}`, text)
  await rename(`${kept}.${process.pid}`, kept)
  return kept
}

/** What a text of this title is called in records. */
export function nameOfText(title: string): string {
  return `${title.replaceAll(/[/\\\p{Cc}]/gu, ' ').trim() || 'Text'}.md`
}

/** One of the endings that are read, as this project writes them. */
function endingOf(name: string): string {
  const ending = extname(name).toLowerCase()
  // A PDF is known by its first bytes, whatever its name.
  return [...documentFormats.keys()].find((known) => known === ending) ?? '.pdf'
}

/** Removes uploads that no job and no record of failures needs any more. */
export async function sweepUploads(app: App, options: { readonly now: number }): Promise<void> {
  const folder = uploadFolder(app.config.dataFolder)
  const names = await readdir(folder).catch(() => [])
  if (names.length === 0) return
  const needed = new Set((await readFailedSources(failuresPath(app.config.dataFolder))).map(({ from }) => from))
  const jobs = await (
    await app.jobs()
  ).list({ states: ['queued', 'running', 'failed'], kinds: ['ingest'], limit: 10_000 })
  for (const { input } of jobs) {
    const { data } = jobInputs.ingest.safeParse(input)
    for (const source of data?.sources ?? []) needed.add(source)
  }
  for (const path of names.map((name) => join(folder, name))) {
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }))
    if (!needed.has(path) && options.now - mtimeMs > youngMs) await rm(path, { force: true })
  }
}
