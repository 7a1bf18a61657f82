import { showSentence } from '#agents/tasks/graph-path/show-sentence.ts'
import { parseSentinels, sentinels } from '#agents/think/sentinel-parser.ts'
import { contentWords, wordCoverage } from '#agents/verify/content-words.ts'
import type { Task } from '#core/task.ts'

/** What a policy wrote by itself to the prompt of a task. */
export interface FreeSample {
  readonly taskId: string
  readonly text: string
  /** False when it was cut at the limit of tokens. */
  readonly isEnded: boolean
}

/** What one free sample is like; true counts 1. */
export interface SampleMeasures {
  /** Exactly one closed block of thinking, at the beginning, and an answer behind it. */
  readonly format: number
  readonly ended: number
  /** The answer has at least 3 naming words, and the evidence has at least 4 of 5 of them. */
  readonly grounded: number
  /** The same with the words of the question left out: repeating the question is not knowing. */
  readonly groundedWithoutQuestion: number
  /** The same against the evidence of another task: must be near 0, or the measure measures nothing. */
  readonly groundedElsewhere: number
  /** The sentence of the evidence that the answer is nearest to is the one that answers. */
  readonly right: number
  /** The answer is a sentence of the evidence, word for word. */
  readonly verbatim: number
  /** Share of word triples that were there before, in the thinking or in the answer: an answer that says its evidence again repeats nothing. */
  readonly repetition: number
  readonly words: number
}

/** An answer of fewer naming words says nothing that could be grounded. */
const fewestWords = 3
const groundedFrom = 0.8
/** An answer that shares less than this with every sentence is near to none. */
const nearFrom = 0.5

type Asked = Pick<Task, 'question' | 'book' | 'path'>

/** Measures a sample by code alone; `elsewhere` is another task, whose evidence has nothing to do with this one. */
export function measureSample(
  sample: Pick<FreeSample, 'text' | 'isEnded'>,
  task: Asked,
  elsewhere: Asked,
): SampleMeasures {
  const parsed = parseSentinels(sample.text)
  // Where there is no block, all of the text is the answer.
  const answer = parsed.answer.trim()
  const evidence = (of: Asked): string => (of.book ?? []).map(({ sentence }) => sentence.text).join('\n')
  const isFormed =
    parsed.shape === 'closed' && sample.text.trimStart().startsWith(sentinels.thinking.open) && answer !== ''
  const parts = parsed.shape === 'closed' ? [...parsed.thinking, ...parsed.reflections, answer] : [sample.text]
  return {
    format: Number(isFormed),
    ended: Number(sample.isEnded),
    grounded: Number(isGrounded(answer, evidence(task), '')),
    groundedWithoutQuestion: Number(isGrounded(answer, evidence(task), task.question)),
    groundedElsewhere: Number(isGrounded(answer, evidence(elsewhere), task.question)),
    right: Number(nearestSentence(answer, task)?.step === (task.path ?? []).length - 1),
    verbatim: Number(answer !== '' && (task.book ?? []).some(({ sentence }) => showSentence(sentence.text) === answer)),
    repetition: repeatedTriples(parts.map(wordsOf)),
    words: wordsOf(sample.text).length,
  }
}

/** The place (from 1) of the sentence that answers a task. */
export function rightPlace({ book = [], path = [] }: Asked): number {
  return book.findIndex(({ step }) => step === path.length - 1) + 1
}

function isGrounded(answer: string, evidence: string, question: string): boolean {
  const asked = new Set(contentWords(question))
  const own = [...new Set(contentWords(answer))].filter((word) => !asked.has(word))
  if (own.length < fewestWords) return false
  const there = new Set(contentWords(evidence))
  return own.filter((word) => there.has(word)).length / own.length >= groundedFrom
}

function nearestSentence(answer: string, { book = [] }: Asked) {
  const near = book
    .map((each) => {
      const { text } = each.sentence
      // Both ways, so that neither a long sentence nor a long answer is near to everything.
      return { ...each, nearness: Math.min(wordCoverage(answer, text), wordCoverage(text, answer)) }
    })
    .toSorted((a, b) => b.nearness - a.nearness)
  return near[0] !== undefined && near[0].nearness >= nearFrom ? near[0] : undefined
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

function repeatedTriples(parts: readonly (readonly string[])[]): number {
  const triples = parts.map((words) => words.slice(2).map((word, at) => `${words[at]} ${words[at + 1]} ${word}`))
  const all = triples.flat().length
  const different = triples.reduce((sum, each) => sum + new Set(each).size, 0)
  return all === 0 ? 0 : 1 - different / all
}
