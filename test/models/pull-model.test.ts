import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { readFile, rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { findModel, modelFolder } from '#models/find-model.ts'
import { lookUpModel } from '#models/model-catalogue.ts'
import { pullModel } from '#models/pull-model.ts'
import { sha256 } from '#core/id.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'
import { cachedModelFile } from './cached-model-file.ts'

const name = 'all-minilm-l6-v2'
const project = join(import.meta.dirname, '../..')

/** A process that pulls the embedder into a cache of its own. */
function startPull(cacheFolder: string) {
  const script = join(cacheFolder, 'pull.ts')
  const source = pathToFileURL(join(project, 'src/models/pull-model.ts')).href
  writeFileSync(
    script,
    `import { pullModel } from '${source}'\nawait pullModel('${name}', { cacheFolder: '${cacheFolder}' })\n`,
  )
  return spawn(process.execPath, [script], { cwd: project, stdio: 'inherit' })
}

const ended = (child: ReturnType<typeof spawn>) => new Promise((resolve) => child.on('close', resolve))

describe('pullModel', { timeout: 120_000 }, () => {
  test('fetches, checks and tells how far it is; the second call fetches nothing', async () => {
    const cacheFolder = temporaryFolder()
    expect(await findModel(name, { cacheFolder })).toBeUndefined()
    const seen: number[] = []
    const paths = await pullModel(name, { cacheFolder, onProgress: ({ bytes }) => seen.push(bytes) })
    expect(seen.at(-1)).toBe(23_394_866)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    expect(sha256(await readFile(paths['tokenizer.json'] ?? ''))).toBe(lookUpModel(name).files[1]?.sha256)
    seen.length = 0
    expect(await pullModel(name, { cacheFolder, onProgress: ({ bytes }) => seen.push(bytes) })).toEqual(paths)
    expect(seen).toEqual([])
    await truncate(paths['tokenizer.json'] ?? '', 100)
    expect(await findModel(name, { cacheFolder })).toBeUndefined()
  })

  test('keeps what had arrived when it was killed', async () => {
    const cacheFolder = temporaryFolder()
    const first = join(modelFolder(name, cacheFolder), 'model.onnx.verified')
    const child = startPull(cacheFolder)
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        if (!existsSync(first)) return
        clearInterval(timer)
        resolve()
      }, 5)
    })
    child.kill('SIGKILL')
    await ended(child)
    const told: number[] = []
    await pullModel(name, { cacheFolder, onProgress: ({ bytes }) => told.push(bytes) })
    expect(Math.min(...told)).toBeGreaterThanOrEqual(22_928_619)
  })

  test('two processes end with one good model', async () => {
    const cacheFolder = temporaryFolder()
    expect(await Promise.all([ended(startPull(cacheFolder)), ended(startPull(cacheFolder))])).toEqual([0, 0])
    expect(await findModel(name, { cacheFolder })).toBeDefined()
  })

  test('a damaged part is thrown away and named', async () => {
    const cacheFolder = temporaryFolder()
    const folder = join(modelFolder(name, cacheFolder), 'partial')
    await pullModel(name, { cacheFolder })
    await rm(join(modelFolder(name, cacheFolder), 'tokenizer.json'))
    writeFileSync(join(folder, 'tokenizer.json.0'), 'damaged')
    await expect(pullModel(name, { cacheFolder })).rejects.toThrow(/SHA-256/)
    expect(readdirSync(folder)).toEqual([])
    await pullModel(name, { cacheFolder })
  })

  test('a file without a note of its check is checked and kept, and what dead processes left is swept', async () => {
    const cacheFolder = temporaryFolder()
    const folder = modelFolder(name, cacheFolder)
    mkdirSync(join(folder, 'partial'), { recursive: true })
    for (const { name: file } of lookUpModel(name).files) copyFileSync(cachedModelFile(name, file), join(folder, file))
    const dead = await new Promise<number>((resolve) => {
      const child = spawn(process.execPath, ['-e', ''])
      child.on('close', () => resolve(child.pid ?? 0))
    })
    mkdirSync(join(folder, 'partial', `fetching-${dead}-x`))
    writeFileSync(join(folder, `model.onnx.joining-${dead}`), 'half')
    const told: number[] = []
    await pullModel(name, { cacheFolder, onProgress: ({ bytes }) => told.push(bytes) })
    expect(told).toEqual([22_928_619, 23_394_866])
    expect(readdirSync(folder).sort()).toEqual([
      'model.onnx',
      'model.onnx.verified',
      'partial',
      'tokenizer.json',
      'tokenizer.json.verified',
    ])
    expect(readdirSync(join(folder, 'partial'))).toEqual([])
  })

  test('an unknown name is answered with the names there are', async () => {
    await expect(pullModel('gpt-17', { cacheFolder: temporaryFolder() })).rejects.toThrow(/all-minilm-l6-v2/)
  })
})
