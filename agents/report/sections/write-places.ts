import { html, type Html } from '#agents/report/html.ts'
import type { ReportInput } from '#agents/report/report-input.ts'

/** Where everything lies, and which models were used. */
export function writePlaces({ places, trace, task }: ReportInput): Html {
  const { models, usage } = trace
  const parts: readonly (readonly [string, string])[] = [
    ['asked by', task.generator.model],
    ['answered by', models.reasoner],
    ['criticised by', models.critic],
    ['verified by', models.verifier],
  ]
  return html`<section id="places">
    <h2>Where everything lies</h2>
    <dl class="places">
      ${places.map(
        ({ label, path }) =>
          html`<div>
            <dt>${label}</dt>
            <dd><code>${path}</code></dd>
          </div> `,
      )}
    </dl>
    <p class="quiet">
      ${parts.map(([part, model]) => `${part} ${model}`).join(', ')}. ${usage.calls} model calls, ${usage.inputTokens}
      tokens in, ${usage.outputTokens} out. Task ${task.id}, trace ${trace.id}.
    </p>
  </section> `
}
