import type { PairQuality } from '#core/pair.ts'
import type { Container } from './export-dataset.ts'
import type { PairFormat } from './pair-formats.ts'

/** The page that stands beside an exported data set: what it is, from what, under which licences, and how good it is. */
export function writeDatasetCard(
  written: {
    readonly format: PairFormat
    readonly container: Container
    readonly written: number
    readonly refused: Readonly<Record<string, number>>
  },
  quality: PairQuality,
): string {
  const leftOut = Object.entries(written.refused).map(([reason, count]) => `- ${count} left out: ${reason}`)
  return `---
tags:
  - preference
  - nacre
format: ${written.format}
licenses:
${Object.keys(quality.licenses)
  .map((name) => `  - ${JSON.stringify(name)}`)
  .join('\n')}
configs:
  - config_name: default
    data_files:
      - split: train
        path: data/train-*.${written.container}
---

# Preference pairs made by Nacre

To each prompt, \`chosen\` thinks between \`<|thinking|>\` and \`<|/thinking|>\` over sentences of a corpus and answers from them; \`rejected\` is what the policy itself said to the same prompt. ${written.written} pairs were written in the format \`${written.format}\`.
${leftOut.length === 0 ? '' : `\n${leftOut.join('\n')}\n`}
## Quality

| What | Found |
|---|---|
${figuresOf(quality)
  .map(([what, found]) => `| ${what} | ${found} |`)
  .join('\n')}

${quality.warnings.length === 0 ? 'Nothing to warn of.' : quality.warnings.map((warning) => `- ${warning}`).join('\n')}

## Licences of the documents

${Object.entries(quality.licenses)
  .map(([name, count]) => `- ${name}: ${count} pairs`)
  .join('\n')}
`
}

function figuresOf(quality: PairQuality): readonly (readonly [string, string])[] {
  const { words, origin } = quality
  return [
    ['Pairs', String(quality.pairs)],
    [
      'Words of prompt, chosen, rejected (mean)',
      [words.prompt, words.chosen, words.rejected].map((value) => value.toFixed(0)).join(', '),
    ],
    ['Told apart by length (0.5 is ideal)', quality.separableByLength.toFixed(2)],
    ['Told apart by length of the answer alone', quality.separableByAnswerLength.toFixed(2)],
    ['Told apart by a closed thinking block', quality.separableByFormat.toFixed(2)],
    ['Words that chosen and rejected share', quality.similarity.toFixed(2)],
    ['Different word pairs in the answers', quality.distinct2.toFixed(2)],
    ['Likeness of the answers to each other (Self-BLEU)', quality.selfBleu.toFixed(2)],
    ['Prompts that are nearly the same', String(quality.nearDuplicatePrompts)],
    ['Documents; unevenness (Gini)', `${quality.documents}; ${quality.documentGini.toFixed(2)}`],
    ...(origin === undefined
      ? []
      : ([
          ['Answers supported by what they cite', percent(origin.groundedness)],
          ['Numbers of answers that nothing cited states', String(origin.unsupportedNumbers)],
          [
            `Chosen wins (of ${origin.judged} judged; shown first; shown second)`,
            [origin.winRate, origin.winRateFirst, origin.winRateSecond].map(percent).join('; '),
          ],
          ['Thinking that is one closed block and no loop', percent(origin.cleanThinking)],
          ['Documents of the corpus that are used', percent(origin.documentCoverage)],
          ['Pairs of all that were tried', percent(origin.yield)],
          ...Object.entries(origin.drops).map(([reason, count]) => [`Dropped: ${reason}`, String(count)] as const),
          ['Tokens read and written for a pair', origin.tokensPerPair.toFixed(0)],
          ...(origin.stale === undefined
            ? []
            : [['Rejected answers of another policy', percent(origin.stale)] as const]),
          ...(origin.contamination === undefined
            ? []
            : [['In the held-out texts (13 words in a row)', percent(origin.contamination)] as const]),
        ] as const)),
  ]
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`
}
