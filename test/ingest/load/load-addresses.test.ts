import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { makeId } from '#core/id.ts'
import { loadDocuments, type LoadOptions } from '#ingest/load/load-documents.ts'
import { makePdf } from './make-pdf.ts'

const closers: (() => void)[] = []
afterEach(() => {
  vi.unstubAllGlobals()
  for (const close of closers.splice(0)) close()
})

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function outcome(sources: readonly string[], options: LoadOptions = {}): Promise<unknown[]> {
  const results = await Array.fromAsync(loadDocuments(sources, { allowPrivate: true, pauseMs: 0, ...options }))
  return results.map((result) => (!result.ok ? result.message : result.isKnown ? result.documentId : result.document))
}

describe('loadDocuments of addresses', () => {
  it('reads what a server sends by its type, with the address as source', async () => {
    const files: Readonly<Record<string, readonly [type: string, body: string | Buffer]>> = {
      '/paper': ['text/html; charset=utf-8', '<title>Bone</title><p>Bone is tough.'],
      '/a.md': ['text/plain', '# Silk\n\nSilk is tough.'],
      '/lines': ['application/x-ndjson', '{"title":"A","text":"a"}\n{"title":"B","text":"b"}'],
      '/old': ['text/html; charset=ISO-8859-1', Buffer.from('<title>Härte</title><p>Härte', 'latin1')],
      '/a.pdf': ['application/pdf', '<html>Log in</html>'],
    }
    const base = await serve((request, response) => {
      const [type, body] = files[request.url ?? ''] ?? ['text/plain', '']
      response.setHeader('content-type', type).end(body)
    })
    const addresses = Object.keys(files).map((path) => base + path)
    expect(await outcome(addresses, { metadata: { tags: ['shell', 'bone'] } })).toMatchObject([
      {
        id: makeId('doc', Buffer.from(files['/paper']?.[1] ?? '')),
        source: `${base}/paper`,
        title: 'Bone',
        tags: ['bone', 'shell'],
      },
      { source: `${base}/a.md`, title: 'Silk', mediaType: 'text/markdown' },
      { source: `${base}/lines#1`, title: 'A' },
      { source: `${base}/lines#2`, title: 'B' },
      { title: 'Härte', text: 'Härte' },
      `Expected a PDF in ${base}/a.pdf; it does not start like one ("%PDF-"). Fetch it again, or name it after what it is.`,
    ])
    const known = await outcome([`${base}/paper`], { isKnown: () => Promise.resolve(true) })
    expect(known).toEqual([expect.stringMatching(/^doc_/)])
  })

  it('refuses private addresses, and goes on with what else there is', async () => {
    const base = await serve((_request, response) => response.setHeader('content-type', 'text/html').end('<p>x'))
    expect(await outcome([`${base}/a`, '/nowhere/a.md'], { allowPrivate: false })).toEqual([
      expect.stringMatching(/^Expected a public address; 127\.0\.0\.1 belongs to this machine/),
      expect.stringMatching(/\/nowhere\/a\.md; it is gone/),
    ])
  })
})

describe('loadDocuments of arXiv searches', () => {
  /** arXiv's answers, given by a server of ours; only the way there is bent. */
  async function serveArxiv(entries: (base: string) => string): Promise<string[]> {
    const pdf = await makePdf((page) => page.fontSize(18).text('Draft 3').fontSize(11).text('Nacre is tough.'))
    const asked: string[] = []
    const base = await serve((request, response) => {
      const url = request.url ?? ''
      asked.push(url)
      if (url.startsWith('/pdf/'))
        response.setHeader('content-type', 'application/pdf').end(url.includes('404') ? 'no' : pdf)
      else response.setHeader('content-type', 'application/atom+xml').end(entries(`http://${request.headers.host}`))
    })
    const { fetch } = globalThis
    vi.stubGlobal('fetch', (address: string) => fetch(address.replace('http://export.arxiv.org', base)))
    return asked
  }

  const entry = (id: string, title: string, authors: readonly string[]): string =>
    `<entry><id>${id}</id><updated>2021-03-02T00:00:00Z</updated><published>2020-03-02T00:00:00Z</published><title>${title}</title>` +
    `<summary>Shells\n  bend.</summary>${authors.map((name) => `<author><name>${name}</name></author>`).join('')}` +
    `<link href="${id}" rel="alternate" type="text/html"/><link title="pdf" href="${id.replace('/abs/', '/pdf/')}" rel="related"/></entry>`
  const feed = (...entries: readonly string[]): string =>
    `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>ArXiv Query</title>${entries.join('')}</feed>`

  it('reads the papers that it finds, with what the catalogue says of them', async () => {
    const asked = await serveArxiv((base) =>
      feed(
        entry(`${base}/abs/2003.00001v1`, 'On the toughness\n of nacre', ['A. Perle', 'B. Schale']),
        entry(`${base}/abs/404`, 'Lost', ['C. Gone']),
      ),
    )
    const found = await outcome(['arxiv:nacre toughness'], { metadata: { tags: ['x'] } })
    expect(found).toMatchObject([
      {
        title: 'On the toughness of nacre',
        authors: ['A. Perle', 'B. Schale'],
        year: 2020,
        tags: ['x'],
        mediaType: 'application/pdf',
        source: expect.stringMatching(/\/pdf\/2003\.00001v1$/),
        text: expect.stringContaining('Nacre is tough.'),
      },
      expect.stringMatching(/\/pdf\/404; it does not start like one/),
    ])
    expect(asked[0]).toMatch(/^\/api\/query\?search_query=all:nacre%20toughness&start=0&max_results=10$/)
    expect(asked).toHaveLength(3)
  })

  it('tells when arXiv finds nothing, or sends what is no answer', async () => {
    await serveArxiv(() => feed())
    expect(await outcome(['arxiv:xyzzy'])).toEqual([
      expect.stringMatching(/^Expected papers on arXiv for "xyzzy"; it finds none/),
    ])
    await serveArxiv(() => '<html><body>Rate exceeded.')
    expect(await outcome(['arxiv:xyzzy'])).toEqual([
      expect.stringMatching(/^Expected an answer from arXiv for "xyzzy"/),
    ])
  })
})
