import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, mkdir, statfs } from 'node:fs/promises'
import { cpus, freemem } from 'node:os'
import { promisify, stripVTControlCharacters } from 'node:util'
import { findModel } from '#models/find-model.ts'
import type { App } from '#src/app.ts'
import { wantedNode } from '#src/require-node.ts'

/** What the doctor says of one part. */
export interface PartReport {
  readonly name: string
  /** `optional`: not there, and only some uses need it. */
  readonly state: 'good' | 'optional' | 'wrong'
  readonly found: string
  /** The next step; null when there is nothing to do. */
  readonly next: string | null
}

const wantedFreeGb = 2

/** Looks at every part of Nacre without fetching or changing anything but the empty data folder. */
export async function examineParts(app: App): Promise<readonly PartReport[]> {
  const { config } = app
  const models = [
    ['Embedder', config.models.embedder],
    ['Reasoner', config.models.reasoner],
    ['Policy', config.models.policy],
  ] as const
  return [
    examineNode(),
    examineMachine(),
    await examineFolder('Data folder', config.dataFolder, 'Give a folder you may write to: --data FOLDER'),
    await examineFolder('Model cache', config.cacheFolder, 'Give a folder you may write to: NACRE_CACHE=FOLDER'),
    ...(await Promise.all(models.map(([name, spec]) => examineModel(name, spec, config.cacheFolder)))),
    await examineGraph(app),
    await examineProgram('Java', 'java', ['-version'], 'Only "nacre neo4j start" needs it, where there is no Docker.'),
    await examineProgram('Maven', 'mvn', ['-v'], 'Only "nacre neo4j start" needs it, where there is no Docker.'),
    await examineProgram(
      'Docker engine',
      'docker',
      ['info', '--format', '{{.ServerVersion}}'],
      'Only docker compose needs it.',
    ),
  ]
}

function examineNode(): PartReport {
  const version = process.versions.node
  const isGood = Number(version.split('.')[0]) >= wantedNode
  return {
    name: 'Node',
    state: isGood ? 'good' : 'wrong',
    found: version,
    next: isGood ? null : `Node ${wantedNode} comes with "npm ci"; start Nacre by "npx nacre" in the project.`,
  }
}

function examineMachine(): PartReport {
  const gigabytes = freemem() / 1e9
  return {
    name: 'Machine',
    state: gigabytes >= wantedFreeGb ? 'good' : 'wrong',
    found: `${cpus().length} cores, ${gigabytes.toFixed(1)} GB of memory free`,
    next:
      gigabytes >= wantedFreeGb
        ? null
        : `The reasoner needs about ${wantedFreeGb} GB; end other programs or use a remote model (--model).`,
  }
}

async function examineFolder(name: string, path: string, next: string): Promise<PartReport> {
  try {
    await mkdir(path, { recursive: true })
    await access(path, constants.W_OK)
    const { bavail, bsize } = await statfs(path)
    return { name, state: 'good', found: `${path}, ${((bavail * bsize) / 1e9).toFixed(0)} GB free`, next: null }
  } catch (error) {
    return { name, state: 'wrong', found: `${path}: ${messageOf(error)}`, next }
  }
}

async function examineModel(name: string, spec: string, cacheFolder: string): Promise<PartReport> {
  const isCatalogued = spec.startsWith('local:') && !spec.endsWith('.gguf')
  if (!isCatalogued) return { name, state: 'good', found: spec, next: null }
  const catalogueName = spec.slice('local:'.length)
  try {
    const isFetched = (await findModel(catalogueName, { cacheFolder })) !== undefined
    return {
      name,
      state: isFetched ? 'good' : 'optional',
      found: `${catalogueName}, ${isFetched ? 'fetched' : 'not fetched yet'}`,
      next: isFetched ? null : `It is fetched when first needed, or now: nacre models pull ${catalogueName}`,
    }
  } catch (error) {
    return { name, state: 'wrong', found: messageOf(error), next: '"nacre models ls" lists the names.' }
  }
}

async function examineGraph(app: App): Promise<PartReport> {
  try {
    const graph = await app.graph()
    const { documents, entities, relations } = await graph.stats()
    const found = `${graph.kind}: ${documents} documents, ${entities} entities, ${relations} relations`
    return { name: 'Graph', state: 'good', found, next: documents === 0 ? 'Read something: nacre ingest PATH' : null }
  } catch (error) {
    return { name: 'Graph', state: 'wrong', found: messageOf(error), next: 'nacre neo4j start, or --graph sqlite' }
  }
}

async function examineProgram(
  name: string,
  command: string,
  options: readonly string[],
  use: string,
): Promise<PartReport> {
  try {
    const { stdout, stderr } = await promisify(execFile)(command, [...options], { timeout: 20_000 })
    return {
      name,
      state: 'good',
      found:
        stripVTControlCharacters(stdout || stderr)
          .trim()
          .split('\n')[0] ?? '',
      next: null,
    }
  } catch {
    return { name, state: 'optional', found: 'not found', next: use }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
