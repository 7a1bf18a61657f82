import type { Thinking, ThinkingCategory } from '#core/thinking.ts'
import { parseThinking } from './parse-thinking.ts'
import { readAbstractPattern, type AbstractPattern } from './read-abstract-pattern.ts'
import { parseSentinels, type SentinelShape } from './sentinel-parser.ts'
import { readThoughtEdge, type ThoughtEdge } from './read-thought-edge.ts'

/** A reply with thinking in it, every part typed. */
export interface ThinkingParts {
  readonly thinking: Thinking
  /** The relations of its graph; lines that state none are in `flaws`. */
  readonly edges: readonly ThoughtEdge[]
  readonly pattern?: AbstractPattern
  /** Texts of the reflections. */
  readonly reflections: readonly string[]
  readonly answer: string
  /** What is wrong, each in plain words; empty where the reply is well formed. */
  readonly flaws: readonly string[]
}

/** Categories without which a thinking is not one of the method; graph mode adds its own. */
const required: readonly ThinkingCategory[] = ['Reasoning Steps', 'Relevant Materials or Concepts']

/** Takes a reply apart into typed parts and says what is wrong with it. Total: never throws. */
export function examineThinking(reply: string): ThinkingParts {
  const { shape, thinking, unplaced, answer } = parseThinking(reply)
  const { reflections, reflectionShape } = parseSentinels(reply)
  const linesOf = (category: ThinkingCategory): string[] =>
    thinking
      .filter((section) => section.category === category)
      .flatMap(({ statements }) => statements.map(({ text }) => text))
  const flaws = [
    ...(shape === 'closed' ? [] : [describeShape('thinking', shape)]),
    ...(reflectionShape === 'closed' || reflectionShape === 'absent'
      ? []
      : [describeShape('reflection', reflectionShape)]),
    ...required.filter((category) => linesOf(category).length === 0).map((category) => `nothing under ${category}`),
    ...unplaced.map((line) => `a line under no category: ${line.slice(0, 60)}`),
  ]
  const edges: ThoughtEdge[] = []
  for (const line of linesOf('Knowledge Graph')) {
    const edge = readThoughtEdge(line)
    if (edge === undefined) flaws.push(`no relation [A] -[REL]-> [B]: ${line.slice(0, 60)}`)
    else edges.push(edge)
  }
  const patternLines = linesOf('Abstract Pattern')
  const pattern = readAbstractPattern(patternLines)
  if (patternLines.length > 0) {
    if (pattern === undefined) flaws.push('no pattern of Greek letters')
    else if (pattern.rule === undefined) flaws.push('the pattern has no rule')
    else if (pattern.condition === undefined) flaws.push('the pattern has no condition')
  }
  if (shape === 'closed' && answer === '') flaws.push('no answer')
  return { thinking, edges, ...(pattern === undefined ? {} : { pattern }), reflections, answer, flaws }
}

function describeShape(block: string, shape: SentinelShape): string {
  return shape === 'absent' ? `no ${block}` : `the ${block} is ${shape}`
}
