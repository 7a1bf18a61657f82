import { html, type Html } from '#agents/report/html.ts'
import type { ReportInput } from '#agents/report/report-input.ts'

/** Title and page of a document, from the list of those read. */
export function writeSource(
  place: { documentId: string; page?: number },
  { documents }: Pick<ReportInput, 'documents'>,
): Html {
  const title = documents.find(({ id }) => id === place.documentId)?.title ?? place.documentId
  return html`<cite>${title}${place.page === undefined ? '' : `, page ${place.page}`}</cite>`
}
