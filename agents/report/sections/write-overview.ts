import { html, type Html } from '#agents/report/html.ts'
import type { ReportInput } from '#agents/report/report-input.ts'

/** Documents listed before the rest is folded. */
const listed = 60

/** What was read: counts, and the documents as a compact list. */
export function writeOverview({ stats, documents }: ReportInput): Html {
  const counts: readonly (readonly [string, number])[] = [
    ['documents', stats.documents],
    ['passages', stats.chunks],
    ['things named', stats.entities],
    ['relations', stats.relations],
    ['measured values', stats.quantities],
  ]
  return html`<section id="read">
    <h2>What was read</h2>
    <dl class="counts">
      ${counts.map(
        ([name, count]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${formatCount(count)}</dd>
          </div>`,
      )}
    </dl>
    <p class="quiet">The documents, with their number of passages:</p>
    ${writeDocuments(documents.slice(0, listed))}
    ${
      documents.length <= listed
        ? undefined
        : html`<details>
            <summary>${documents.length - listed} more</summary>
            ${writeDocuments(documents.slice(listed))}
          </details>`
    }
  </section>`
}

function writeDocuments(documents: ReportInput['documents']): Html {
  return html`<ul class="documents">
    ${documents.map(
      ({ title, source, chunks }) =>
        html`<li title="${source}">${title}${'\u00a0'}<span class="quiet">${chunks}</span></li>`,
    )}
  </ul>`
}

function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, '\u202f')
}
