import { html, type Html } from '#agents/report/html.ts'
import type { ReportInput } from '#agents/report/report-input.ts'

/** The preference pair: the policy's own answer beside the grounded one. */
export function writeComparison({ pair, droppedReason }: ReportInput): Html {
  if (pair === undefined) {
    const why =
      droppedReason === undefined ? 'No pair was made of this answer.' : `A gate refused the pair: ${droppedReason}.`
    return html`<section id="pair">
      <h2>The training pair</h2>
      <p>${why}</p>
    </section> `
  }
  const answer = pair.chosen.slice(pair.spans.answer.start, pair.spans.answer.end).trim()
  const { sampling } = pair.generators
  return html`<section id="pair" class="wide">
    <h2>The training pair</h2>
    <p class="lead">
      The same question, answered twice. Training moves the small model from the rejected answer towards the chosen one.
    </p>
    <div class="pair">
      <article class="card rejected">
        <h3>Rejected <span class="quiet">${pair.generators.rejected} alone</span></h3>
        <p class="prose">${pair.rejected.trim()}</p>
        <p class="quiet">
          Sampled at temperature ${sampling.temperature}, top-p ${sampling.topP}, seed ${sampling.seed}.
        </p>
      </article>
      <article class="card chosen">
        <h3>Chosen <span class="quiet">grounded</span></h3>
        <p class="prose">${answer === '' ? pair.chosen : answer}</p>
        <p class="quiet">
          Made from ${pair.provenance.documentIds.length}
          ${pair.provenance.documentIds.length === 1 ? 'document' : 'documents'}${
            pair.provenance.licenses.length === 0 ? '' : `, ${pair.provenance.licenses.join(', ')}`
          }.
        </p>
      </article>
    </div>
    <details>
      <summary>The pair as it is trained on</summary>
      <h4>Prompt</h4>
      <pre>${pair.prompt}</pre>
      <h4>Chosen, with its thinking</h4>
      <pre>${pair.chosen}</pre>
    </details>
  </section> `
}
