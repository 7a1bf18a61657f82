import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PolicyReport, PolicyRow } from './compare-policies.ts'
import { drawMeasures, drawPlaces } from './draw-measures.ts'

/** What each measure is called in a report, and where it should go. */
const rows: readonly (readonly [string, string])[] = [
  ['format', 'One closed block of thinking, then an answer'],
  ['ended', 'Reply ended by itself'],
  ['groundedWithoutQuestion', 'Answer grounded in the evidence, words of the question left out'],
  ['grounded', 'The same, words of the question counted'],
  ['groundedElsewhere', 'Grounded in the evidence of another task (should be near 0)'],
  ['right', 'What the answer says beyond the question stands mostly in the right sentence'],
  ['verbatim', 'Answer is a piece of the evidence, word for word'],
  ['repetition', 'Word triples said again within thinking or answer (should be near 0)'],
  ['words', 'Words of the reply'],
]

/** Writes `report.md`, `report.json` and the plots beside them; returns the paths. */
export async function writePolicyReport(folder: string, report: PolicyReport): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true })
  const files: readonly (readonly [string, string])[] = [
    ['report.md', toMarkdown(report)],
    ['report.json', `${JSON.stringify(report, undefined, 2)}\n`],
    ['measures.svg', drawMeasures(report)],
    ['places.svg', drawPlaces(report)],
  ]
  for (const [name, content] of files) await writeFile(join(folder, name), content)
  return files.map(([name]) => join(folder, name))
}

function toMarkdown({ profile, tasks, heldOutDocuments, policies, examples }: PolicyReport): string {
  const names = policies.map(({ policy }) => policy)
  const header = `| | ${names.join(' | ')} |\n|---|${names.map(() => '---|').join('')}`
  const measures = rows.map(([name, label]) => `| ${label} | ${policies.map((row) => cell(row, name)).join(' | ')} |`)
  const preference = [
    `| Chosen likelier than rejected | ${policies.map((row) => row.preference.accuracy.toFixed(2)).join(' | ')} |`,
    `| Margin, nats a token | ${policies.map((row) => row.preference.margin.toFixed(2)).join(' | ')} |`,
    `| Log-probability of chosen, nats a token | ${policies.map((row) => row.preference.chosenLogProbability.toFixed(2)).join(' | ')} |`,
  ]
  const differences = policies
    .filter(({ againstBase }) => againstBase !== undefined)
    .map(
      ({ policy, againstBase = {} }) =>
        `| ${policy} | ${rows.map(([name]) => (againstBase[name] === undefined ? '' : interval(againstBase[name]))).join(' | ')} |`,
    )
  const swaps = policies.flatMap(({ policy, swap }) =>
    swap === undefined
      ? []
      : [`| ${policy} | ${swap.tasks} | ${swap.changed.toFixed(2)} | ${swap.follows.toFixed(2)} |`],
  )
  const recursions = policies.flatMap((row) =>
    [{ answers: 1, measures: row.measures }, ...(row.recursion ?? [])].map(
      ({ answers, measures: each }) =>
        `| ${row.policy} | ${answers} | ${['format', 'groundedWithoutQuestion', 'right'].map((name) => cell({ measures: each }, name)).join(' | ')} |`,
    ),
  )
  const isRecursionAsked = policies.some(({ recursion }) => recursion !== undefined)
  const shown = examples.map(({ prompt, right, replies }) =>
    [
      '```text',
      prompt,
      '```',
      '',
      `Right: ${right}`,
      '',
      ...Object.entries(replies).flatMap(([policy, reply]) => [`**${policy}**`, '', '```text', reply, '```', '']),
    ].join('\n'),
  )
  return `# What the policy learnt

${tasks} tasks from ${heldOutDocuments} documents that no pair was made from, profile ${profile}. Every figure is of the likeliest reply that the policy writes by itself; in brackets the 95 % bootstrap interval over tasks.

![Measures](measures.svg)

${header}
${measures.join('\n')}

## How it ranks pairs

Chosen is composed from the evidence, rejected is what the base model writes by itself. These figures decide nothing: they say what a policy ranks, not what it writes.

${header}
${preference.join('\n')}

${
  differences.length === 0
    ? ''
    : `## Change from the base model

Paired over the tasks: mean difference and 95 % interval.

| | ${rows.map(([name]) => name).join(' | ')} |
|---|${rows.map(() => '---|').join('')}
${differences.join('\n')}
`
}
${section(
  swaps,
  `## Does the thinking make the answer?

Asked again with the thinking of another task put in its place: how often the answer is another one, and how often its words are those of the exchanged thinking.

| | asked | answer changes | answer follows the exchanged thinking |
|---|---|---|---|
${swaps.join('\n')}`,
)}${section(
    isRecursionAsked ? recursions : [],
    `## What recursion adds

N answers: where the thinking does not quote the sentence that holds most of the question's words, code puts that sentence in, and the policy answers again (arXiv 2410.12375, from_thinking; the critic is code).

| | N | one closed block | grounded without the question | right sentence |
|---|---|---|---|---|
${recursions.join('\n')}`,
  )}## Where the right sentence stands

![Right sentence by place](places.svg)

${shown.length === 0 ? '' : `## Examples\n\n${shown.join('\n')}`}`
}

/** A part that is left out where nothing was measured. */
function section(rows: readonly string[], text: string): string {
  return rows.length === 0 ? '' : `${text}\n\n`
}

function cell({ measures }: Pick<PolicyRow, 'measures'>, name: string): string {
  const value = measures[name]
  return value === undefined ? '' : interval(value)
}

function interval({ mean, low, high }: { readonly mean: number; readonly low: number; readonly high: number }): string {
  return `${mean.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`
}
