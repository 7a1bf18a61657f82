/** The address of a sentence: the document, opened at the page where it stands, with it marked. */
export function documentAddress(place: { document_id: string; start?: number; end?: number }): string {
  const { document_id: id, start, end } = place
  const span = start === undefined || end === undefined ? '' : `?start=${start}&end=${end}`
  return `/documents/${encodeURIComponent(id)}${span}`
}
