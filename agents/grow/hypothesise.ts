import type { Entity } from '#core/knowledge.ts'
import { sha256 } from '#core/id.ts'
import { unstatedNumbers } from '#agents/verify/numbers-in-text.ts'
import type { StatedPath } from '#graph/retrieve/state-paths.ts'
import type { ChatModel } from '#models/chat-model.ts'
import { fenceDocumentText, fenceNotice } from '#models/fence-document-text.ts'

/** A supposition that a path suggests: never evidence, and marked so wherever it is shown. */
export interface Hypothesis {
  /** The path in words, one statement a line. */
  readonly path: readonly string[]
  /** The sentences behind the path, in its order. */
  readonly sentences: readonly { readonly documentId: string; readonly chunkId: string; readonly text: string }[]
  /** Empty where the model wrote nothing that names both ends, or numbers that no sentence of the path states. */
  readonly text: string
}

/**
 * A hypothesis for each path between two things (arXiv 2403.11996, 2502.13025): the model reads the statements of the path
 * and the sentences behind them and says what might follow for the two ends. One call a path. Errors: those of the model.
 */
export async function hypothesise(
  ends: { readonly from: Pick<Entity, 'name'>; readonly to: Pick<Entity, 'name'> },
  paths: readonly StatedPath[],
  model: ChatModel,
  options: { signal?: AbortSignal } = {},
): Promise<readonly Hypothesis[]> {
  const found: Hypothesis[] = []
  for (const { steps } of paths) {
    const relations = steps.flatMap((step) => step.slice(0, 1))
    const path = relations.map(
      ({ subject, relation, object }) => `${subject.name} ${relation.predicate} ${object.name}`,
    )
    const sentences = relations.flatMap(({ evidence }) =>
      evidence.slice(0, 1).map(({ documentId, chunkId, sentence }) => ({
        documentId,
        chunkId,
        text: sentence.replaceAll(/\s+/g, ' '),
      })),
    )
    const text = [...path, ...sentences.map((each) => each.text)].join('\n')
    const reply = await model.complete(
      {
        messages: [{ role: 'user', content: prompt(ends, text) }],
        maxTokens: 160,
        temperature: 0.2,
        seed: 0,
        lane: 'check',
      },
      options,
    )
    const written = reply.text.replaceAll(/\s+/g, ' ').trim()
    const isFit =
      namesBoth(written, ends) &&
      unstatedNumbers(
        written,
        sentences.map((each) => each.text),
      ).length === 0
    found.push({ path, sentences, text: isFit ? written : '' })
  }
  return found
}

function prompt(
  { from, to }: { readonly from: { name: string }; readonly to: { name: string } },
  text: string,
): string {
  return (
    `${fenceNotice}\n\n${fenceDocumentText(text, { nonce: sha256(text).slice(0, 8) })}\n\n` +
    `These statements lead from ${from.name} to ${to.name}. Write one hypothesis in one or two sentences: how might ${from.name} ` +
    `affect ${to.name} along this way, and how could it be tested? Name both. Give no numbers.`
  )
}

function namesBoth(text: string, ends: { readonly from: { name: string }; readonly to: { name: string } }): boolean {
  const lower = text.toLowerCase()
  return [ends.from, ends.to].every(({ name }) => lower.includes(name.toLowerCase()))
}
