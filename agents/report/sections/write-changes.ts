import { html, type Html } from '#agents/report/html.ts'
import type { ReasoningRound } from '#core/trace.ts'

/** What a round dropped of the round before and what it added. */
export function writeChanges(before: ReasoningRound, after: ReasoningRound): Html {
  const [old, now] = [linesOf(before), linesOf(after)]
  const dropped = old.filter((line) => !now.includes(line))
  const added = now.filter((line) => !old.includes(line))
  const kept = now.length - added.length
  if (dropped.length + added.length === 0) return html`<p class="quiet">Nothing changed from the round before.</p>`
  return html`<h4>What changed</h4>
    <ul class="changes">
      ${dropped.map(
        (line) => html`<li><span class="sign" aria-label="dropped">−</span><del>${line}</del></li> `,
      )}${added.map((line) => html`<li><span class="sign" aria-label="added">+</span><ins>${line}</ins></li> `)}
    </ul>
    <p class="quiet">${kept} ${kept === 1 ? 'statement' : 'statements'} kept.</p>`
}

function linesOf({ thinking }: ReasoningRound): string[] {
  return [...new Set(thinking.flatMap(({ statements }) => statements.map(({ text }) => text.trim())))]
}
