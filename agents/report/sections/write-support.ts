import { html, type Html } from '#agents/report/html.ts'

/** A share between 0 and 1 as a small bar with its per cent. */
export function writeSupport(support: number, meaning: string): Html {
  const percent = Math.round(100 * Math.min(1, Math.max(0, support)))
  const strength = percent >= 70 ? 'high' : percent >= 40 ? 'middle' : 'low'
  return html`<span class="support ${strength}" title="${meaning}: ${percent} %"
    ><span class="bar"><span style="width:${percent}%"></span></span>${percent} %</span
  >`
}
