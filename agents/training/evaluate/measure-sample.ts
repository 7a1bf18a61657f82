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
  /** The answer has at least 3 naming words and numbers, and the evidence has at least 4 of 5 of them. */
  readonly grounded: number
  /** The same with the words of the question left out: repeating the question is not knowing. */
  readonly groundedWithoutQuestion: number
  /** The same against the evidence of another task: must be near 0, or the measure measures nothing. */
  readonly groundedElsewhere: number
  /** The sentence of the evidence that holds most of what the answer says beyond the question is the one that answers. */
  readonly right: number
  /** The answer is a piece of a sentence of the evidence, word for word. */
  readonly verbatim: number
  /** Share of word triples that were there before, in the thinking or in the answer: an answer that says its evidence again repeats nothing. */
  readonly repetition: number
  readonly words: number
}

/** An answer of fewer naming words and numbers says nothing that could be grounded. */
const fewestWords = 3
/** "Carbon nanotubes form a conducting network": two words beyond the question are enough to see which sentence it is. */
const fewestOfSentence = 2
const groundedFrom = 0.8
/** An answer of which no sentence holds so much is near to none. */
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
    verbatim: Number((task.book ?? []).some(({ sentence }) => isPiece(answer, showSentence(sentence.text)))),
    repetition: repeatedTriples(parts.map(wordsOf)),
    words: wordsOf(sample.text).length,
  }
}

/** The place (from 1) of the sentence that answers a task. */
export function rightPlace({ book = [], path = [] }: Asked): number {
  return book.findIndex(({ step }) => step === path.length - 1) + 1
}

function isGrounded(answer: string, evidence: string, question: string): boolean {
  const own = ownWords(answer, question)
  return own.length >= fewestWords && coverage(own, evidence) >= groundedFrom
}

/** An answer begins with a capital where the piece may not. */
function isPiece(answer: string, sentence: string): boolean {
  return (
    answer !== '' && (sentence.includes(answer) || sentence.includes(answer.charAt(0).toLowerCase() + answer.slice(1)))
  )
}

/** The sentence that holds most of what the answer says beyond the question; undefined where it says too little, or no sentence holds it. */
function nearestSentence(answer: string, { question, book = [] }: Asked) {
  const own = ownWords(answer, question)
  if (own.length < fewestOfSentence) return undefined
  const near = book
    .map((each) => ({
      ...each,
      nearness: coverage(own, each.sentence.text),
      all: wordCoverage(answer, each.sentence.text),
    }))
    .toSorted((a, b) => b.nearness - a.nearness || b.all - a.all)
  return near[0] !== undefined && near[0].nearness >= nearFrom ? near[0] : undefined
}

function ownWords(answer: string, question: string): readonly string[] {
  const asked = new Set(wordsAndNumbers(question))
  return [...new Set(wordsAndNumbers(answer))].filter((word) => !asked.has(word))
}

/** "about 1 TPa" says two things. */
function wordsAndNumbers(text: string): readonly string[] {
  return [...contentWords(text), ...(text.match(/(?<![\p{L}\d.])\d+(?:\.\d+)?/gu) ?? [])]
}

function coverage(words: readonly string[], text: string): number {
  const there = new Set(wordsAndNumbers(text))
  return words.filter((word) => there.has(word)).length / words.length
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
