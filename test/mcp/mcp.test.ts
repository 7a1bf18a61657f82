import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openApiKeys } from '#src/api-keys.ts'
import { nacreDocument, openTestApp } from '#test/open-test-app.ts'
import { openTestServer, type TestServer } from '#test/api/open-test-server.ts'

const tools = ['search', 'ask', 'get_document', 'get_chunk', 'graph_schema', 'graph_neighbours', 'graph_path']
const chunk = nacreDocument.chunks[0]!
const newClient = () => new Client({ name: 'a test', version: '1' })

describe('Nacre’s tools over HTTP', () => {
  let server: TestServer
  let client: Client
  beforeAll(async () => {
    server = await openTestServer()
    client = newClient()
    await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`)))
  })
  afterAll(async () => {
    await client.close()
    await server.close()
  })

  test('are listed, and all of them only read', async () => {
    const listed = (await client.listTools()).tools
    expect(listed.map(({ name }) => name)).toEqual(tools)
    expect(listed.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true)
  })

  test('find, read, walk and answer', async () => {
    const call = async (name: string, input: Record<string, unknown>) => {
      const result = await client.callTool({ name, arguments: input })
      expect(result.isError ?? false, JSON.stringify(result.content)).toBe(false)
      return result.structuredContent
    }
    expect(await call('search', { query: 'aragonite platelets', limit: 1 })).toMatchObject({
      hits: [{ chunk_id: chunk.id }],
    })
    expect(await call('get_chunk', { chunk_id: chunk.id })).toMatchObject({ title: 'Nacre', text: chunk.text })
    expect(await call('get_document', { document_id: nacreDocument.document.id, start: 6, length: 4 })).toMatchObject({
      document: { chunks: 2 },
      text: nacreDocument.document.text.slice(6, 10),
      truncated: { shown: 4, total: nacreDocument.document.text.length },
    })
    expect(await call('graph_schema', {})).toMatchObject({ store: 'sqlite' })
    expect(await call('graph_neighbours', { name: 'nacre', limit: 1 })).toMatchObject({ truncated: { shown: 1 } })
    expect(await call('graph_path', { from: 'aragonite', to: 'fracture toughness' })).toMatchObject({
      paths: [{ steps: [[{}], [{}]] }],
    })
    expect(await call('ask', { question: 'How thick are the aragonite platelets of nacre?' })).toMatchObject({
      is_refused: false,
      citations: [{ chunk_id: chunk.id }],
    })
  })

  test('say what was wrong', async () => {
    const unknown = await client.callTool({ name: 'get_chunk', arguments: { chunk_id: 'chunk_0' } })
    expect(unknown).toMatchObject({ isError: true, content: [{ text: expect.stringMatching(/no passage chunk_0/) }] })
    const wrong = await client.callTool({ name: 'search', arguments: { query: 7 } }).catch((error: unknown) => error)
    expect(JSON.stringify(wrong) + String(wrong)).toMatch(/query/)
  })
})

test('a key opens the tools that it is for', async () => {
  const server = await openTestServer({ environment: { NACRE_API_KEY: 'a-key-of-the-configuration' } })
  const keys = openApiKeys(server.app.config.dataFolder)
  try {
    const { key } = keys.create({ name: 'a reader', scopes: ['read'] })
    const client = newClient()
    const requestInit = { headers: { authorization: `Bearer ${key}` } }
    await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`), { requestInit }))
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(tools.filter((name) => name !== 'ask'))
    await client.close()
    const without = newClient().connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`)))
    await expect(without).rejects.toThrow(/401|[Uu]nauthorized/)
  } finally {
    keys.close()
    await server.close()
  }
})

test('Nacre’s tools over standard input and output, by "nacre mcp"', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nacre-mcp-'))
  try {
    await (await openTestApp(folder)).close()
    const client = newClient()
    const main = join(import.meta.dirname, '../../src/cli/main.ts')
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: ['--disable-warning=ExperimentalWarning', main, 'mcp', '--allow-writes', '--data', folder],
        stderr: 'inherit',
      }),
    )
    expect((await client.listTools()).tools.map(({ name }) => name).toSorted()).toEqual(
      [...tools, 'add_document'].toSorted(),
    )
    const added = await client.callTool({ name: 'add_document', arguments: { title: '../tin', text: 'Tin is soft.' } })
    expect(added.structuredContent).toMatchObject({ state: 'queued' })
    const found = await client.callTool({ name: 'graph_neighbours', arguments: { name: 'nacre' } })
    expect(found.structuredContent).toMatchObject({ entity: { name: 'nacre' } })
    await client.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
