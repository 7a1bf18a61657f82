import { html, type Html } from '#agents/report/html.ts'
import type { ReportInput } from '#agents/report/report-input.ts'
import type { ContextPassage } from '#core/task.ts'
import { writeSource } from './write-source.ts'

const excerptLength = 190

/** What was found near the passage: passages from the vectors and from the graph as cards, and relations of the graph. */
export function writeNeighbours(input: ReportInput): Html {
  const { passages, relations } = input.task.context
  const near = passages.filter(({ foundIn }) => foundIn === 'vectors')
  const linked = passages.filter(({ foundIn }) => foundIn === 'graph')
  return html`<section id="near">
    <h2>What stands near it</h2>
    <h3>Near in meaning <span class="quiet">found in the vectors</span></h3>
    ${writeCards(near, 'No passage is near in meaning.')}
    <h3>Linked by what they speak of <span class="quiet">found in the graph</span></h3>
    ${writeCards(linked, 'No other passage shares a named thing.')}
    ${
      relations.length === 0
        ? undefined
        : html`<details>
            <summary>
              ${relations.length} ${relations.length === 1 ? 'relation' : 'relations'} of the graph around it
            </summary>
            <ul class="relations">
              ${relations.map(
                ({ subject, predicate, object, evidence }) =>
                  html`<li>
                    <span class="triple"><b>${subject}</b> <i>${predicate}</i> <b>${object}</b></span>
                    <q>${evidence.text}</q> ${writeSource(evidence, input)}
                  </li> `,
              )}
            </ul>
          </details>`
    }
  </section> `
}

function writeCards(passages: readonly ContextPassage[], none: string): Html {
  if (passages.length === 0) return html`<p class="quiet">${none}</p>`
  return html`<div class="cards">
    ${passages.map(
      (passage) =>
        html`<article class="card">
          <h4>
            ${passage.title}${
              passage.page === undefined ? undefined : html` <span class="quiet">page ${passage.page}</span>`
            }
          </h4>
          <p class="why">${why(passage)}</p>
          <details class="text">
            <summary class="prose"><span class="excerpt">${excerpt(passage.text)}</span></summary>
            <p class="prose">${passage.text}</p>
          </details>
        </article> `,
    )}
  </div>`
}

function why({ foundIn, score, through }: ContextPassage): Html {
  const names = through.map((name, index) => html`${index === 0 ? '' : ', '}<b>${name}</b>`)
  if (foundIn === 'graph') return html`shares ${names}`
  return html`similarity ${score.toFixed(2)}${names.length === 0 ? undefined : html`, shares ${names}`}`
}

/** The beginning of a passage, without headings and rows of tables where there is prose. */
function excerpt(text: string): string {
  const prose = text.split('\n').filter((line) => /[.!?]["”)]?\s*$/.test(line) && !line.includes(' | '))
  const line = (prose.length === 0 ? text : prose.join(' ')).replace(/\s+/g, ' ').trim()
  if (line.length <= excerptLength) return line
  return `${line.slice(0, excerptLength).replace(/\s\S*$/, '')} …`
}
