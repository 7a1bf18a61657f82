import type { PairQuality } from '#core/pair.ts'
import type { PairFormat } from './pair-formats.ts'

/** The page that stands beside an exported data set: what it is, from what, under which licences, and how good it is. */
export function writeDatasetCard(
  {
    format,
    written,
    refused,
  }: { readonly format: PairFormat; readonly written: number; readonly refused: Readonly<Record<string, number>> },
  quality: PairQuality,
): string {
  const leftOut = Object.entries(refused).map(([reason, count]) => `- ${count} left out: ${reason}`)
  const figures: readonly (readonly [string, string])[] = [
    ['Pairs', String(quality.pairs)],
    [
      'Words of prompt, chosen, rejected (mean)',
      [quality.words.prompt, quality.words.chosen, quality.words.rejected].map((value) => value.toFixed(0)).join(', '),
    ],
    ['Told apart by length (0.5 is ideal)', quality.separableByLength.toFixed(2)],
    ['Told apart by length of the answer alone', quality.separableByAnswerLength.toFixed(2)],
    ['Told apart by a closed thinking block', quality.separableByFormat.toFixed(2)],
    ['Words that chosen and rejected share', quality.similarity.toFixed(2)],
    ['Different word pairs in the answers', quality.distinct2.toFixed(2)],
    ['Prompts that are nearly the same', String(quality.nearDuplicatePrompts)],
    ['Documents; unevenness (Gini)', `${quality.documents}; ${quality.documentGini.toFixed(2)}`],
  ]
  return `---
tags:
  - preference
  - nacre
format: ${format}
licenses:
${Object.keys(quality.licenses)
  .map((name) => `  - ${JSON.stringify(name)}`)
  .join('\n')}
---

# Preference pairs made by Nacre

To each prompt, \`chosen\` thinks between \`<|thinking|>\` and \`<|/thinking|>\` over sentences of a corpus and answers from them; \`rejected\` is what the policy itself said to the same prompt. ${written} rows were written in the format \`${format}\`.
${leftOut.length === 0 ? '' : `\n${leftOut.join('\n')}\n`}
## Quality

| What | Found |
|---|---|
${figures.map(([what, found]) => `| ${what} | ${found} |`).join('\n')}

${quality.warnings.length === 0 ? 'Nothing to warn of.' : quality.warnings.map((warning) => `- ${warning}`).join('\n')}

## Licences of the documents

${Object.entries(quality.licenses)
  .map(([name, count]) => `- ${name}: ${count} pairs`)
  .join('\n')}
`
}
