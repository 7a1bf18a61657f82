import { html, type Html } from '#agents/report/html.ts'
import type { ReportInput } from '#agents/report/report-input.ts'
import type { ReasoningRound, Verdict } from '#core/trace.ts'
import type { Thinking, ThinkingStatement } from '#core/thinking.ts'
import { writeChanges } from './write-changes.ts'
import { writeSupport } from './write-support.ts'

/** What each origin of a statement means, as the legend says it. */
const origins: Readonly<Record<ThinkingStatement['origin'], string>> = {
  evidence: 'said by a sentence of the corpus',
  graph: 'read from the graph',
  model: 'the model’s own, not grounded',
}

/** The thinking round by round, each with the critic's reflection and what it changed. */
export function writeThinking({ trace }: ReportInput): Html {
  const { rounds, bestRound, models } = trace
  if (rounds.length === 0) {
    return html`<section id="thinking">
      <h2>The thinking</h2>
      <p class="quiet">The answer was given without thinking.</p>
    </section> `
  }
  return html`<section id="thinking">
    <h2>The thinking</h2>
    <p class="lead">
      Before it answers, ${models.reasoner} is led through these statements. A critic holds each against the corpus, and
      the next round replaces what had no support.
    </p>
    <ul class="legend">
      ${Object.entries(origins).map(([origin, meaning]) => html`<li><span class="badge ${origin}">${origin}</span> ${meaning}</li>`)}
    </ul>
    ${rounds.map((round, index) => writeRound(round, rounds[index - 1], round.index === bestRound && rounds.length > 1))}
  </section> `
}

function writeRound(round: ReasoningRound, before: ReasoningRound | undefined, isBest: boolean): Html {
  const name = `Round ${round.index + 1}`
  return html`<article class="round">
    <h3>${name}${isBest ? html` <span class="badge best">the answer is from here</span>` : undefined}</h3>
    <p class="share">
      ${writeSupport(round.supportedShare, 'Statements that claim evidence and are supported')} of what claims evidence
      is supported
    </p>
    ${before === undefined ? undefined : writeChanges(before, round)}
    ${
      before === undefined
        ? writeStatements(round.thinking)
        : html`<details>
            <summary>All statements of this round</summary>
            ${writeStatements(round.thinking)}
          </details>`
    }
    <h4>Answer of this round</h4>
    <p class="prose">${round.answer === '' ? 'None.' : round.answer}</p>
    ${
      round.reflection === ''
        ? undefined
        : html`<h4>The critic</h4>
            <blockquote class="prose reflection">${round.reflection}</blockquote>`
    }
    ${writeVerdicts(round.verdicts)}${writeOmissions(round.omissions)}
  </article> `
}

function writeStatements(thinking: Thinking): Html {
  return html`<dl class="thinking">
    ${thinking
      .filter(({ statements }) => statements.length > 0)
      .map(
        ({ category, statements }) =>
          html`<div>
            <dt>${category}</dt>
            <dd>
              <ul>
                ${statements.map(
                  ({ text, origin, support }) =>
                    html`<li class="statement">
                      <span class="prose">${text}</span>
                      <span class="marks"
                        ><span class="badge ${origin}">${origin}</span>${
                          support === undefined ? undefined : writeSupport(support, 'Supported by the evidence')
                        }</span
                      >
                    </li> `,
                )}
              </ul>
            </dd>
          </div> `,
      )}
  </dl>`
}

/** Claims without support are shown, the others can be unfolded. */
function writeVerdicts(verdicts: readonly Verdict[]): Html | undefined {
  if (verdicts.length === 0) return undefined
  const refused = verdicts.filter(({ isSupported }) => !isSupported)
  const supported = verdicts.filter(({ isSupported }) => isSupported)
  const summary = `${supported.length} of ${verdicts.length} checked claims ${supported.length === 1 ? 'has' : 'have'} support`
  return html`${
      refused.length === 0
        ? undefined
        : html`<ul class="verdicts">
            ${refused.map(writeVerdict)}
          </ul>`
    }
    <details>
      <summary>${summary}</summary>
      <ul class="verdicts">
        ${supported.map(writeVerdict)}
      </ul>
    </details>`
}

function writeOmissions(omissions: readonly string[]): Html | undefined {
  if (omissions.length === 0) return undefined
  return html`<details>
    <summary>
      ${omissions.length} ${omissions.length === 1 ? 'sentence' : 'sentences'} of the evidence left out, though on the
      question
    </summary>
    <ul class="omissions">
      ${omissions.map((sentence) => html`<li><q class="prose">${sentence}</q></li>`)}
    </ul>
  </details>`
}

function writeVerdict({ claim, part, support, isSupported, reason, evidence }: Verdict): Html {
  const nearest = evidence[0]
  return html`<li class="${isSupported ? 'is-supported' : 'is-refused'}">
    <span class="prose">${claim}</span>
    <span class="marks"><span class="quiet">${part}</span>${writeSupport(support, 'Supported by the evidence')}</span>${
      reason === undefined ? undefined : html` <span class="reason">${reason}</span>`
    }${nearest === undefined ? undefined : html`<br /><span class="quiet">nearest: <q>${nearest}</q></span>`}
  </li> `
}
