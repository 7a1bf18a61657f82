import { html, type Html } from '#agents/report/html.ts'
import type { ReportInput } from '#agents/report/report-input.ts'
import { markSentence } from './mark-sentence.ts'

/** The random passage with its key sentence, the fact in it, and the question asked about it. */
export function writeTask({ task }: ReportInput): Html {
  const { passage, keySentence, fact, factOrigin, question } = task
  const marked = markSentence(passage.text, keySentence.text)
  return html`<section id="task">
    <h2>The task</h2>
    <p class="lead">
      A passage was drawn at random (seed ${task.seed}). The marked sentence is the one the question is about.
    </p>
    <figure class="passage">
      <figcaption>
        <strong>${passage.title}</strong>${passage.page === undefined ? '' : `, page ${passage.page}`}
      </figcaption>
      <blockquote class="prose">${marked ?? passage.text}</blockquote>
      ${marked === undefined ? html`<p class="prose"><mark>${keySentence.text}</mark></p>` : undefined}
    </figure>
    <dl class="steps">
      <div>
        <dt>The fact in it</dt>
        <dd class="prose">
          ${fact}${
            factOrigin === 'model' ? html` <span class="quiet">(reworded by ${task.generator.model})</span>` : undefined
          }
        </dd>
      </div>
      <div class="question">
        <dt>The question</dt>
        <dd class="prose">${question}</dd>
      </div>
    </dl>
  </section> `
}
