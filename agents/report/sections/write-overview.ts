import { html, type Html } from '#agents/report/html.ts'
import type { ReportInput } from '#agents/report/report-input.ts'

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
    <ul class="documents">
      ${documents.map(
        ({ title, source, chunks }) =>
          html`<li>
            <span class="title">${title}</span>
            <span class="quiet">${source}, ${chunks} ${chunks === 1 ? 'passage' : 'passages'}</span>
          </li> `,
      )}
    </ul>
  </section> `
}

function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, '\u202f')
}
