import { ArxivRetriever } from '@langchain/community/retrievers/arxiv'
import { z } from 'zod'
import type { DocumentMetadata } from '#core/document.ts'
import { NacreError, throwIfCancelled } from '#core/errors.ts'

/** A paper on arXiv: where its PDF is, and what the catalogue says of it. */
export interface ArxivPaper {
  readonly url: string
  readonly metadata: Partial<DocumentMetadata>
}

const mostPapers = 10
const timeoutMs = 30_000

const entry = z.object({
  id: z.url(),
  title: z.string(),
  authors: z.array(z.coerce.string()),
  published: z.string().optional(),
})

/**
 * The papers that arXiv finds for a query (words, or an arXiv id), best first, ten at most, by LangChain's ArxivRetriever.
 * Errors: `unavailable` where arXiv does not answer, `not-found` where it finds nothing, `cancelled`.
 */
export async function searchArxiv(query: string, options: { signal?: AbortSignal } = {}): Promise<ArxivPaper[]> {
  const retriever = new ArxivRetriever({ maxSearchResults: mostPapers, getFullDocuments: false })
  const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(options.signal ? [options.signal] : [])])
  let found: unknown[]
  try {
    found = await Promise.race([retriever.invoke(query), rejectOn(signal)])
  } catch (cause) {
    throwIfCancelled(options.signal)
    throw new NacreError(
      'unavailable',
      `Expected an answer from arXiv for "${query}"; there is none that can be read. Check the network and try again in a minute.`,
      { cause },
    )
  }
  const papers = found.flatMap((document) => {
    const read = entry.safeParse((document as { metadata: unknown }).metadata)
    return read.success ? [toPaper(read.data)] : []
  })
  if (papers.length > 0) return papers
  throw new NacreError(
    'not-found',
    `Expected papers on arXiv for "${query}"; it finds none. Use fewer or other words, or an arXiv id such as 2410.12375.`,
  )
}

/** The PDF stands beside the page of the abstract; arXiv names its pages by http and serves them by https. */
function toPaper({ id, title, authors, published }: z.infer<typeof entry>): ArxivPaper {
  const url = new URL(id.replace('/abs/', '/pdf/'))
  if (/(?:^|\.)arxiv\.org$/.test(url.hostname)) url.protocol = 'https:'
  const year = Number(published?.slice(0, 4))
  return { url: url.href, metadata: { title, authors, ...(year > 1990 && { year }) } }
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
}
