import type { OpenCorpus } from '#test/agents/open-corpus.ts'

/** The same corpus with a memory of what was searched and embedded, for tests that ask one question many times. */
export function rememberSearches(corpus: OpenCorpus): OpenCorpus {
  const found = new Map<string, ReturnType<OpenCorpus['retriever']['search']>>()
  const embedded = new Map<string, ReturnType<OpenCorpus['embedder']['embed']>>()
  return {
    ...corpus,
    retriever: {
      ...corpus.retriever,
      search: (query, { mode, limit }) => {
        const key = JSON.stringify([query, mode, limit])
        const hits = found.get(key) ?? corpus.retriever.search(query, { mode, limit })
        found.set(key, hits)
        return hits
      },
    },
    embedder: {
      ...corpus.embedder,
      embed: (texts) => {
        const key = JSON.stringify(texts)
        const vectors = embedded.get(key) ?? corpus.embedder.embed(texts)
        embedded.set(key, vectors)
        return vectors
      },
    },
  }
}
