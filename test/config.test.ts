import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { NacreError } from '#core/errors.ts'
import { readConfig } from '#src/config.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'

describe('readConfig', () => {
  test('has a default for everything, on the embedded parts', () => {
    const config = readConfig({}, {})
    expect(config.dataFolder).toMatch(/\.nacre$/)
    expect(config.graph.url).toBe('sqlite')
    expect(config.models.reasoner).toMatch(/^local:/)
    expect(config.serve.host).toBe('127.0.0.1')
  })

  test('and the guide names every variable that is read, and no other', () => {
    const read = (path: string): string => readFileSync(join(import.meta.dirname, '..', path), 'utf8')
    const named = (text: string): Set<string> =>
      new Set([...text.matchAll(/\bNACRE_[A-Z0-9_]+/g)].map(([name]) => name))
    const variables = named(read('src/config.ts') + read('src/cache-folder.ts'))
    expect(variables.size).toBeGreaterThan(15)
    expect(named(read('docs/guides/settings.md'))).toEqual(variables)
    // What only docker-compose.yml reads beside them: the folder that it mounts.
    const unknown = [...named(read('.env.example'))].filter((name) => !variables.has(name))
    expect(unknown).toEqual(['NACRE_CORPUS'])
  })

  test('a flag wins over the environment, the environment over config.json', () => {
    const data = temporaryFolder()
    writeFileSync(
      join(data, 'config.json'),
      JSON.stringify({ model: 'ollama:from-file', policy: 'ollama:from-file', graph: 'sqlite' }),
    )
    const config = readConfig(
      { data, model: 'ollama:from-flag' },
      { NACRE_MODEL: 'ollama:from-env', NACRE_GRAPH: 'neo4j://localhost:7687' },
    )
    expect(config.models.reasoner).toBe('ollama:from-flag')
    expect(config.models.policy).toBe('ollama:from-file')
    expect(config.graph.url).toBe('neo4j://localhost:7687')
  })

  test.each([
    ['a graph that is no graph', { graph: 'mysql://x' }, /sqlite/],
    ['a port out of range', { port: '70000' }, /port/],
    ['an unknown way to extract', { extract: 'magic' }, /extract/],
  ])('says what is wrong with %s', (_what, flags, words) => {
    expect(() => readConfig(flags, {})).toThrow(words)
    expect(() => readConfig(flags, {})).toThrow(NacreError)
  })

  test('says which file is not JSON, and which setting of it is unknown', () => {
    const data = temporaryFolder()
    mkdirSync(data, { recursive: true })
    writeFileSync(join(data, 'config.json'), '{"modle": "x"}')
    expect(() => readConfig({ data }, {})).toThrow(/config\.json[^]*modle/)
    writeFileSync(join(data, 'config.json'), '{')
    expect(() => readConfig({ data }, {})).toThrow(/config\.json is not JSON/)
  })

  test('a key that is too short is refused', () => {
    expect(() => readConfig({}, { NACRE_API_KEY: 'short' })).toThrow(/16 characters/)
  })
})
