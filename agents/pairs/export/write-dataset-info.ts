import { readFile, rename, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { NacreError } from '#core/errors.ts'

/**
 * Tells LLaMA-Factory of an exported file: an entry named `nacre` in the `dataset_info.json` beside it. Entries of other
 * data sets stay. Errors: `conflict` (a file of that name that is no JSON object).
 */
export async function writeDatasetInfo(dataFile: string): Promise<string> {
  const path = join(dirname(dataFile), 'dataset_info.json')
  const entry = {
    file_name: basename(dataFile),
    ranking: true,
    formatting: 'sharegpt',
    columns: { messages: 'conversations', chosen: 'chosen', rejected: 'rejected' },
  }
  const temporary = `${path}.writing-${process.pid}`
  await writeFile(temporary, `${JSON.stringify({ ...(await readEntries(path)), nacre: entry }, undefined, 2)}\n`)
  await rename(temporary, path)
  return path
}

async function readEntries(path: string): Promise<object> {
  const text = await readFile(path, 'utf8').catch(() => '{}')
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // Told below.
  }
  throw new NacreError('conflict', `Expected a JSON object in ${path}; it is something else. Export to another folder.`)
}
