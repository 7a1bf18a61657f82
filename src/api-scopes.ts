/** What a key of the API allows: to read what is known, to ask, to add and remove documents, to make training data, all of it. */
export const apiScopes = ['read', 'ask', 'ingest', 'train', 'admin'] as const
export type ApiScope = (typeof apiScopes)[number]
