/** How a source is reached, by the form of its name; all that is not an address or a search is a path. */
export function sourceKind(source: string): 'path' | 'address' | 'arxiv' {
  if (/^https?:\/\//i.test(source)) return 'address'
  return /^arxiv:/i.test(source) ? 'arxiv' : 'path'
}
