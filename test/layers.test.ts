import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { globSync } from 'tinyglobby'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

/** Who may import whom, folder by folder, most specific first. `docs/architecture.md` draws it. */
const layers: readonly { readonly folder: string; readonly mayImport: readonly string[] }[] = [
  { folder: 'src/core', mayImport: [] },
  { folder: 'src/models', mayImport: ['src/core'] },
  { folder: 'src/wire', mayImport: ['src/core', 'src/jobs', 'graph', 'src/training-history.ts'] },
  { folder: 'src/jobs', mayImport: ['src/core', 'graph/sqlite/sqlite-error.ts'] },
  { folder: 'src/mcp', mayImport: ['src/core', 'src/wire', 'src/jobs', 'graph', 'src'] },
  {
    folder: 'src/api',
    mayImport: [
      'src/core',
      'src/models',
      'src/wire',
      'src/jobs',
      'graph',
      'ingest',
      'agents',
      'src',
      'src/mcp/create-mcp-handler.ts',
    ],
  },
  {
    folder: 'src/worker',
    mayImport: ['src/core', 'src/models', 'src/jobs', 'graph', 'ingest', 'agents', 'src'],
  },
  {
    folder: 'src/cli',
    mayImport: [
      'src/core',
      'src/models',
      'src/wire',
      'src/jobs',
      'graph',
      'ingest',
      'agents',
      'src',
      'src/api/start-server.ts',
      'src/mcp/serve-mcp-stdio.ts',
      'src/worker/run-worker.ts',
    ],
  },
  { folder: 'src/library', mayImport: ['src/core', 'graph', 'ingest', 'agents', 'src'] },
  { folder: 'src/web', mayImport: ['src/wire', 'src/jobs'] },
  { folder: 'src', mayImport: ['src/core', 'src/models', 'src/jobs', 'graph', 'ingest', 'agents'] },
  { folder: 'graph', mayImport: ['src/core', 'src/models'] },
  { folder: 'ingest', mayImport: ['src/core', 'src/models', 'graph'] },
  { folder: 'agents', mayImport: ['src/core', 'src/models', 'graph'] },
]

/** The one place where each vendor is known. */
const vendors: readonly { readonly vendor: RegExp; readonly home: RegExp }[] = [
  { vendor: /^neo4j-driver$/, home: /^graph\/neo4j\// },
  { vendor: /^(@lancedb\/lancedb|apache-arrow)$/, home: /^graph\/lancedb\// },
  { vendor: /^(langchain|@langchain\/)/, home: /(langchain-[^/]*\.ts$|^ingest\/load\/)/ },
  { vendor: /^(express|multer|helmet|prom-client)$/, home: /^src\/api\// },
  { vendor: /^@modelcontextprotocol\//, home: /^src\/mcp\// },
  { vendor: /^commander$/, home: /^src\/cli\// },
  { vendor: /^node-llama-cpp$/, home: /^src\/models\/llama-cpp-[^/]*\.ts$/ },
  { vendor: /^onnxruntime-node$/, home: /^(src\/models|agents\/training)\/onnx-[^/]*\.ts$/ },
]

const files = globSync(['src/**/*.{ts,tsx}', 'graph/**/*.ts', 'ingest/**/*.ts', 'agents/**/*.ts'], { cwd: root })

const aliases: readonly (readonly [string, string])[] = [
  ['#core/', 'src/core/'],
  ['#models/', 'src/models/'],
  ['#web/', 'src/web/'],
  ['#src/', 'src/'],
  ['#graph/', 'graph/'],
  ['#ingest/', 'ingest/'],
  ['#agents/', 'agents/'],
]

interface Import {
  readonly from: string
  readonly specifier: string
  /** Path in the project; undefined for packages. */
  readonly to: string | undefined
}

const imports: readonly Import[] = files.flatMap((from) => {
  const text = readFileSync(join(root, from), 'utf8')
  const statements = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"\n]*?(?:\{[^}]*\}[^'"\n]*)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g,
  )
  return [...statements].map((match) => {
    const specifier = match[1] ?? match[2] ?? ''
    const alias = aliases.find(([prefix]) => specifier.startsWith(prefix))
    const to =
      alias === undefined
        ? specifier.startsWith('.')
          ? relative(root, join(root, dirname(from), specifier))
          : undefined
        : alias[1] + specifier.slice(alias[0].length)
    return { from, specifier, to }
  })
})

/** The most specific layer a file belongs to. */
function layerOf(path: string): string {
  return (
    layers
      .map(({ folder }) => folder)
      .filter((folder) => path.startsWith(`${folder}/`))
      .sort((a, b) => b.length - a.length)[0] ?? ''
  )
}

describe('the layers', () => {
  test('the check sees the files and their imports', () => {
    expect(files.length).toBeGreaterThan(60)
    expect(imports.length).toBeGreaterThan(200)
    expect(new Set(files.map(layerOf))).toEqual(new Set(layers.map(({ folder }) => folder)))
  })

  test.each(layers)('$folder imports only what lies below it', ({ folder, mayImport }) => {
    const wrong = imports
      .filter(({ from, to }) => layerOf(from) === folder && to !== undefined)
      .filter(
        ({ to }) =>
          to !== undefined && layerOf(to) !== folder && !mayImport.includes(layerOf(to)) && !mayImport.includes(to),
      )
      .map(({ from, to }) => `${from} -> ${to}`)
    expect(wrong).toEqual([])
  })

  test.each(vendors)('$vendor is known in one place', ({ vendor, home }) => {
    const users = imports.filter(({ specifier }) => vendor.test(specifier))
    expect(users.length).toBeGreaterThan(0)
    expect(users.filter(({ from }) => !home.test(from)).map(({ from }) => from)).toEqual([])
  })

  test('the web page takes nothing but types from the rest: it talks HTTP', () => {
    const wrong = files
      .filter((file) => file.startsWith('src/web/'))
      .flatMap((file) =>
        [...readFileSync(join(root, file), 'utf8').matchAll(/^import (?!type )[^\n]*'#(?!web\/)[^']*'/gm)].map(
          ([line]) => `${file}: ${line}`,
        ),
      )
    expect(wrong).toEqual([])
  })

  test('no import climbs out of its folder', () => {
    expect(imports.filter(({ specifier }) => specifier.startsWith('../')).map(({ from }) => from)).toEqual([])
  })

  test('the environment is read by the configuration alone', () => {
    const readers = files.filter((file) => readFileSync(join(root, file), 'utf8').includes('process.env'))
    expect(readers).toEqual(['src/cache-folder.ts', 'src/config.ts'])
  })
})
