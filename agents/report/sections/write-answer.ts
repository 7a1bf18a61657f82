import { html, type Html } from '#agents/report/html.ts'
import type { ReportInput } from '#agents/report/report-input.ts'
import type { AnswerSentence } from '#core/trace.ts'
import { writeSource } from './write-source.ts'

/** The answer with the numbers of its citations, and the sentences they cite. */
export function writeAnswer(input: ReportInput): Html {
  const { trace } = input
  return html`<section id="answer">
    <h2>The answer</h2>
    <p class="asked prose">${trace.question}</p>
    ${
      trace.refusal === undefined
        ? html`<p class="prose answer">
            ${trace.sentences.length === 0 ? trace.answer : trace.sentences.map((sentence) => html`${writeSentence(sentence)}${' '}`)}
          </p>`
        : html`<p class="prose answer">No answer is given: ${trace.refusal}</p>`
    }
    ${
      trace.citations.length === 0
        ? undefined
        : html`<ol class="citations">
            ${trace.citations.map(
              (citation, index) =>
                html`<li id="source-${index + 1}">
                  <q class="prose">${citation.quote}</q> ${writeSource(citation, input)}
                </li> `,
            )}
          </ol>`
    }
  </section> `
}

function writeSentence({ text, citations }: AnswerSentence): Html {
  if (citations.length === 0)
    return html`<span class="unsupported">${text}</span> <span class="badge model">no support found</span>`
  return html`${text}${citations.map((index) => html`<a class="number" href="#source-${index + 1}">${index + 1}</a>`)}`
}
