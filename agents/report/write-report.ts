import { html } from './html.ts'
import type { ReportInput } from './report-input.ts'
import { reportStyle } from './report-style.ts'
import { writeAnswer } from './sections/write-answer.ts'
import { writeComparison } from './sections/write-comparison.ts'
import { writeNeighbours } from './sections/write-neighbours.ts'
import { writeOverview } from './sections/write-overview.ts'
import { writePicture } from './sections/write-picture.ts'
import { writePlaces } from './sections/write-places.ts'
import { writeTask } from './sections/write-task.ts'
import { writeThinking } from './sections/write-thinking.ts'

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

/**
 * The report of one task as one HTML file: no script, no request, everything escaped; it forbids all but its own styles by
 * a content security policy. Equal input gives equal bytes.
 */
export function writeReport(input: ReportInput): string {
  const { documents } = input.stats
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Nacre: ${input.task.question}</title>
        <style>
          ${reportStyle}
        </style>
      </head>
      <body>
        <header>
          <p class="brand">Nacre</p>
          <h1>From a page to an answer</h1>
          <p class="lead">
            Nacre read ${documents} ${documents === 1 ? 'document' : 'documents'}, picked a passage at random, asked
            itself a question about it and answered by thinking over what stands near it; this page shows every step
            with the sentences behind it.
          </p>
        </header>
        <main>
          ${writeOverview(input)}${writeTask(input)}${writeNeighbours(input)}${writePicture(input)}${writeThinking(input)}${writeAnswer(input)}${writeComparison(input)}${writePlaces(input)}
        </main>
      </body>
    </html> `
  return page.markup
}
