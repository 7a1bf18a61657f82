import { addUsage, noUsage } from '#agents/add-usage.ts'
import { emptyCategory, renderThinking } from '#agents/think/render-thinking.ts'
import { throwIfCancelled } from '#core/errors.ts'
import { sha256 } from '#core/id.ts'
import type { PublishedSample, SeedPassage } from '#core/task.ts'
import type { Thinking, ThinkingCategory, ThinkingSection } from '#core/thinking.ts'
import type { Usage } from '#core/trace.ts'
import type { ChatModel } from '#models/chat-model.ts'
import { fenceDocumentText, fenceNotice } from '#models/fence-document-text.ts'
import { neutraliseControlTokens } from '#models/neutralise-control-tokens.ts'
import { publishedParts, publishedPrompts } from './published-prompts.ts'

/** The two passages of the corpus that are nearest to a query. */
export type Enrich = (query: string) => Promise<readonly SeedPassage[]>

const temperatures = { question: 0.7, rest: 0.2 } as const
const maxTokens = { question: 120, digest: 400, part: 300, answer: 500 } as const
/** Asks the policy to think, as the method does. */
export const trainingSuffix = ' Use <|thinking|>.'

/** A sample without its rejected answer, and the documents that were read for it. */
export type WrittenSample =
  | {
      readonly ok: true
      readonly question: string
      readonly sample: PublishedSample
      readonly documentIds: readonly string[]
      readonly usage: Usage
    }
  | { readonly ok: false; readonly reason: string; readonly usage: Usage }

/**
 * One sample by the published method (arXiv 2410.12375, graph mode arXiv 2501.08120): question from the seed text, digest of
 * what the whole corpus has on it, five categories (three more before them in graph mode), background, answer; each is
 * one call, 9 in all (12 in graph mode). What the teacher writes is taken as it is: nothing is held against evidence.
 */
export async function writeSample(
  seeds: readonly SeedPassage[],
  { teacher, enrich }: { readonly teacher: ChatModel; readonly enrich: Enrich },
  options: { seed: number; isGraphMode: boolean; signal?: AbortSignal },
): Promise<WrittenSample> {
  let usage = noUsage
  let calls = 0
  const ask = async (
    role: keyof typeof publishedPrompts,
    content: string,
    limit: number,
    temperature: number = temperatures.rest,
    lane: 'context' | 'check' = 'context',
  ): Promise<string> => {
    throwIfCancelled(options.signal)
    const reply = await teacher.complete(
      {
        messages: [
          { role: 'system', content: publishedPrompts[role] },
          { role: 'user', content },
        ],
        maxTokens: limit,
        temperature,
        seed: options.seed + calls++,
        lane,
      },
      options.signal === undefined ? {} : { signal: options.signal },
    )
    usage = addUsage(usage, reply.usage)
    return neutraliseControlTokens(reply.text).text.trim()
  }
  const isGraphMode = options.isGraphMode
  const seedText = fenced(seeds.map(({ text }) => text).join(' '))

  const question = onlyQuestion(
    await ask('examiner', `${seedText}\n\n${publishedPrompts.question}`, maxTokens.question, temperatures.question),
  )
  if (question === undefined) return { ok: false, reason: 'question: not a question', usage }

  const asked = `Question: ${question}`
  const found = await enrich(`${question} Give the detailed context of this.`)
  // In a lane of its own, so that the seed text stays read.
  const enrichment = await ask(
    'expert',
    `${joined(found)}\n\n${asked}\n\n${publishedPrompts.enrichment}`,
    maxTokens.digest,
    temperatures.rest,
    'check',
  )
  const context = `${seedText}\n\nAdditional information: ${enrichment}\n\n${asked}`

  const thinking: ThinkingSection[] = []
  for (const { category, asks } of publishedParts.filter((part) => isGraphMode || !part.isGraphMode)) {
    thinking.push(toSection(category, await ask('expert', `${context}\n\n${asks}`, maxTokens.part)))
  }
  const near = await enrich(`${question} Background and definitions.`)
  const background = await ask(
    'expert',
    `${joined(near)}\n\n${asked}\n\n${publishedPrompts.background}`,
    maxTokens.part,
    temperatures.rest,
    'check',
  )
  thinking.push(toSection('Additional Background', background))

  const thought = isGraphMode ? `\n\nWhat was thought before:\n${withoutMarkers(thinking)}` : ''
  const answer = await ask('expert', `${context}${thought}\n\n${publishedPrompts.answer}`, maxTokens.answer)
  if (answer === '') return { ok: false, reason: 'no answer', usage }
  const sample = { seeds, enrichment, thinking, answer, chosen: `${renderThinking(thinking)}\n${answer}` }
  const documentIds = [...seeds, ...found, ...near].map(({ documentId }) => documentId)
  return { ok: true, question, sample, documentIds: [...new Set(documentIds)].toSorted(), usage }
}

function fenced(text: string): string {
  return `${fenceNotice}\n\n${fenceDocumentText(text, { nonce: sha256(text).slice(0, 6) })}`
}

function joined(passages: readonly SeedPassage[]): string {
  return fenced(passages.map(({ text }) => text).join('\n\n'))
}

/** The question of a reply that may say more; undefined where it has none. */
function onlyQuestion(reply: string): string | undefined {
  const line = reply
    .split('\n')
    .map((text) => text.replace(/^(?:\*\*)?question:?(?:\*\*)?:?\s*/i, '').trim())
    .find((text) => text.endsWith('?'))
  return line !== undefined && line.length >= 20 ? line : undefined
}

/** The lines of a reply under a category, marks of lists and the category's own name taken away. */
function toSection(category: ThinkingCategory, reply: string): ThinkingSection {
  const statements = reply
    .split('\n')
    .map((line) =>
      line
        .replace(/^\s*(?:#{1,6}\s+|[-*•]\s+|\(?\d{1,3}[.)]\s+)/, '')
        .replaceAll('**', '')
        .trim(),
    )
    .filter(
      (line) =>
        line !== '' && line !== emptyCategory && line.replace(/:$/, '').toLowerCase() !== category.toLowerCase(),
    )
    .map((text) => ({ text, origin: 'model' as const, chunkIds: [] }))
  return { category, statements }
}

function withoutMarkers(thinking: Thinking): string {
  return renderThinking(thinking).split('\n').slice(1, -1).join('\n')
}
