import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import { globSync } from 'tinyglobby'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wantedNode } from '#src/require-node.ts'
import { installPackage, type InstalledPackage } from './installed-package.ts'

/** `npm run check:package` installs from the registry as a user does, and lets the larger model answer. */
const isReal = process.env.NACRE_INSTALL === 'npm'
const model = isReal ? {} : { NACRE_MODEL: 'local:smollm2-135m-instruct' }
const root = join(import.meta.dirname, '../..')
const minute = 60_000

describe('the package', { timeout: (isReal ? 20 : 8) * minute }, () => {
  let nacre: InstalledPackage

  beforeAll(() => {
    nacre = installPackage(isReal ? 'npm' : 'linked')
  }, 20 * minute)
  // A real installation is two gigabytes in many files.
  afterAll(() => rmSync(nacre.folder, { recursive: true, force: true }), 20 * minute)

  it('holds what runs, and nothing else', () => {
    const files = globSync('**', { cwd: nacre.home, dot: true, ignore: 'node_modules/**' })
    expect(files).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'README.md',
        'bin/nacre.js',
        'dist/examples/corpus/nacre.md',
        'dist/examples/corpus/metallic-glasses.pdf',
        'dist/graph/neo4j-browser/guide.md',
        'dist/graph/neo4j-server/pom.xml',
        'dist/ingest/load/parse-entry.js',
        'dist/src/library/package-entry.d.ts',
        'dist/src/web/dist/index.html',
      ]),
    )
    const kinds =
      /^(?:bin\/nacre\.js|LICENSE|README\.md|package\.json|dist\/package\.json|dist\/(?:src|graph|ingest|agents)\/.*\.(?:js|d\.ts)|dist\/src\/web\/dist\/.*|dist\/graph\/neo4j-(?:browser|server)\/.*|dist\/examples\/.*)$/
    expect(files.filter((file) => !kinds.test(file))).toEqual([])
    expect(files.filter((file) => /(?<!\.d)\.tsx?$|\.map$|(?:^|\/)test\//.test(file))).toEqual([])
    const unpackedBytes = files.reduce((sum, file) => sum + statSync(join(nacre.home, file)).size, 0)
    console.error(
      `The package: ${(nacre.packedBytes / 1e6).toFixed(1)} MB packed, ${(unpackedBytes / 1e6).toFixed(1)} MB in ${files.length} files.`,
    )
    expect(nacre.packedBytes).toBeLessThan(3e6)
  })

  it('imports nothing but Node, itself and its dependencies', () => {
    const code = globSync('{bin,dist}/**/*.js', { cwd: nacre.home, ignore: 'dist/src/web/dist/**' })
    const { imports } = JSON.parse(readFileSync(join(nacre.home, 'dist/package.json'), 'utf8')) as {
      imports: Record<string, string>
    }
    const own = (specifier: string): string => {
      const [alias = '', target = ''] =
        Object.entries(imports).find(([name]) => specifier.startsWith(name.replace(/\*.*/, ''))) ?? []
      return join(
        nacre.home,
        'dist',
        target.replace('*.js', ''),
        specifier.slice(alias.indexOf('*')).replace(/\.ts$/, '.js'),
      )
    }
    const found = code.flatMap((file) => {
      const text = readFileSync(join(nacre.home, file), 'utf8')
      const specifiers = text.matchAll(
        /^(?:import\s(?:[^'"]*\sfrom\s*)?|export\s(?:\*[^'"\n]*|\{[^}]*\})\s*from\s*)['"]([^'"]+)['"]|\bimport(?:\.meta\.resolve)?\(\s*['"]([^'"]+)['"]/gm,
      )
      return [...specifiers].map((match) => ({ file, specifier: match[1] ?? match[2] ?? '' }))
    })
    expect(found.length).toBeGreaterThan(1_000)
    const missing = found.filter(({ file, specifier }) => {
      if (specifier.startsWith('.')) return !existsSync(join(nacre.home, dirname(file), specifier))
      if (specifier === '#package.json') return false
      if (specifier.startsWith('#')) return !existsSync(own(specifier))
      const name = specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/')
      return !isBuiltin(specifier) && nacre.manifest.dependencies[name] === undefined
    })
    expect(missing).toEqual([])
    const used = new Set(found.map(({ specifier }) => specifier))
    expect([...used]).toEqual(expect.arrayContaining(['zod', 'node:sqlite', '#core/errors.ts', 'express']))
  })

  it('starts on the Node it says it needs, and tells an older one what is missing', async () => {
    expect(nacre.manifest.engines.node).toBe(`>=${wantedNode}`)
    const old =
      'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"22.9.0"}})'
    const launcher = join(nacre.home, 'bin/nacre.js')
    const refused = await nacre.run([process.execPath, '--import', old, launcher, 'doctor'])
    expect(refused).toMatchObject({ status: 2, stdout: '' })
    expect(refused.stderr).toMatch(new RegExp(`^nacre: expected Node ${wantedNode} or newer, got 22\\.9\\.0 .*\\n$`))
    const library = await nacre.run([
      process.execPath,
      '--import',
      old,
      '--input-type=module',
      '--eval',
      'const { openNacre } = await import("nacre"); openNacre()',
    ])
    expect(library.stderr).toContain(`Expected Node ${wantedNode} or newer, got 22.9.0`)
  })

  it('runs doctor, init, ingest and ask by npx, without a word on stderr that is not for people', async () => {
    const npx = (...words: string[]) => nacre.run(['npx', '--no', 'nacre', ...words], model)
    const doctor = await npx('doctor')
    expect(doctor).toMatchObject({ status: 0, stderr: '' })
    expect(doctor.stdout).toMatch(/✓ Node: .*\n✓ Machine: .*\n✓ Data folder: .*\.nacre, /)
    expect(await npx('init')).toMatchObject({ status: 0, stdout: expect.stringMatching(/Made .*\.nacre.config\.json/) })
    for (const name of ['nacre.md', 'metallic-glasses.pdf'])
      cpSync(join(root, 'examples/corpus', name), join(nacre.folder, 'papers', name))
    expect(await npx('ingest', 'papers')).toMatchObject({ status: 0, stdout: expect.stringContaining('2 documents') })
    const answer = await npx('ask', 'What is the fracture toughness of nacre?', '--json')
    expect(answer.status).toBe(0)
    expect(JSON.parse(answer.stdout)).toMatchObject({
      answer: expect.stringMatching(/MPa/),
      citations: expect.arrayContaining([expect.objectContaining({ quote: expect.any(String) })]),
    })
    expect(answer.stderr).not.toMatch(/warning|experimental/i)
    const pack = await npx('neo4j', 'pack', 'for-browser')
    expect(pack.status).toBe(0)
    expect(existsSync(join(nacre.folder, 'for-browser/style.grass'))).toBe(true)
  })

  it('serves the web page and the API until it is told to stop', async () => {
    const program = join(nacre.folder, 'node_modules/.bin/nacre')
    const server = spawn(program, ['serve', '--port', '0', '--json'], {
      cwd: nacre.folder,
      env: { ...nacre.environment, ...model },
    })
    try {
      const [line] = (await once(server.stdout.setEncoding('utf8'), 'data')) as [string]
      const { url } = JSON.parse(line) as { url: string }
      const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text()
      expect(page).toContain('<div id="root">')
      const script = /src="([^"]+\.js)"/.exec(page)?.[1] ?? ''
      expect((await fetch(new URL(script, url))).headers.get('content-type')).toMatch(/javascript/)
      expect(await (await fetch(new URL('/v1/documents', url))).json()).toMatchObject({ documents: expect.any(Array) })
    } finally {
      server.kill('SIGTERM')
    }
    expect(await once(server, 'close')).toEqual([0, null])
  })

  it('has types that a strict program compiles with, and runs the example of the guide', async () => {
    const guide = readFileSync(join(root, 'docs/guides/library.md'), 'utf8')
    const [example = '', options = ''] = [...guide.matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code)
    writeFileSync(join(nacre.folder, 'example.ts'), example)
    writeFileSync(join(nacre.folder, 'options.ts'), `import { openNacre } from 'nacre'\n${options}`)
    const compilerOptions = {
      module: 'nodenext',
      target: 'es2022',
      lib: ['es2022', 'dom', 'esnext.disposable'],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      types: [],
    }
    writeFileSync(
      join(nacre.folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['example.ts', 'options.ts'] }),
    )
    expect(await nacre.run([join(root, 'node_modules/.bin/tsc'), '-p', '.'])).toMatchObject({ status: 0, stdout: '' })
    const run = await nacre.run([process.execPath, '--disable-warning=ExperimentalWarning', 'example.js'], model)
    expect(run).toMatchObject({ status: 0, stderr: '' })
    expect(run.stdout).toMatch(/^2 documents read, 0 known, 0 not readable\n/)
    expect(run.stdout).toMatch(/\n\d+ tasks, \d+ pairs, \d+ refused by a gate\n$/)
    expect(readFileSync(join(nacre.folder, 'pairs.jsonl'), 'utf8')).toContain('"chosen"')
  })
})
