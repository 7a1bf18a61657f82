import { splitSentences } from '#core/split-sentences.ts'
import { findMention } from './find-mention.ts'
import { shareOf, type Rarity } from './measure-rarity.ts'
import type { HeadPassage } from './rank-head.ts'
import { speaksOf, type Name, type Passage } from './read-passages.ts'
import { contentStems, readWords } from './read-words.ts'
import { dot } from './score-passage.ts'

/** A question in which what a passage has resolved is replaced by what the passage says of it. */
export interface Proposal {
  readonly text: string
  readonly bridge: Name
  /** The words that were replaced; empty where the bridge was added at the end. */
  readonly mention: string
}

/** Where two things are asked as much, the one with the rarer words is the anchor. */
const tieWeight = 1e-3

/**
 * Questions that go on from a passage. The anchor is the name or title in it that the question already mentions most; the
 * bridges are the other names that the question does not mention whole. The words of the question that speak of the anchor
 * or of the title are replaced by each bridge. The `limit` likeliest are kept: the score of the best passage of the question
 * itself that has the bridge, leaving out those of `used`, because the question's other words lead there too; and the cosine of
 * the question with the sentence where the bridge stands. Neither needs an embedding.
 */
export function proposeBridges(
  { text: question, vector }: { readonly text: string; readonly vector: Float32Array },
  passage: Passage,
  names: readonly Name[],
  {
    head,
    used,
    rarity,
    limit,
  }: { head: readonly HeadPassage[]; used: ReadonlySet<string>; rarity: Rarity; limit: number },
): Proposal[] {
  const asked = new Set(contentStems(question))
  const shares = new Map(names.map((name) => [name, shareOf(name.stems, rarity, asked)]))
  let anchor: { name: Name | undefined; stems: readonly string[]; weight: number } = {
    name: undefined,
    stems: passage.titleStems,
    weight: shareOf(passage.titleStems, rarity, asked),
  }
  for (const [name, share] of shares) {
    const mass = name.stems.reduce((sum, stem) => sum + (asked.has(stem) ? rarity.of(stem) : 0), 0)
    const weight = share + tieWeight * mass
    if (weight > anchor.weight) anchor = { name, stems: name.stems, weight }
  }
  const sentences = splitSentences(passage.text)
  const nearnessOf = ({ text }: Name): number => {
    const at = passage.text.indexOf(text)
    const sentence = passage.sentences[sentences.findIndex(({ start, end }) => start <= at && at < end)]
    return dot(vector, sentence ?? passage.vector)
  }
  const bridges = names
    .filter((name) => name !== anchor.name && (shares.get(name) ?? 0) < 1)
    .map((name) => ({ name, likelihood: promiseOf(name, head, used) + nearnessOf(name) }))
    .sort((a, b) => b.likelihood - a.likelihood)
  const mention = findMention(readWords(question), new Set([...anchor.stems, ...passage.titleStems]), rarity)
  return bridges.slice(0, limit).map(({ name: bridge }) =>
    mention === undefined
      ? { text: `${question} ${bridge.text}`, bridge, mention: '' }
      : {
          text: question.slice(0, mention.start) + bridge.text + question.slice(mention.end),
          bridge,
          mention: question.slice(mention.start, mention.end),
        },
  )
}

/** The score of the best passage that has the name, 0 where none of those found has it. */
function promiseOf(name: Name, head: readonly HeadPassage[], used: ReadonlySet<string>): number {
  return head.find(({ passage }) => !used.has(passage.id) && speaksOf(passage, name))?.score ?? 0
}
