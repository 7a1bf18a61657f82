import { readThoughtEdge } from '#agents/think/read-thought-edge.ts'
import { finalRound } from '#agents/pairs/final-round.ts'
import type { GrowthEdge } from '#core/growth.ts'
import { relationTypes } from '#core/knowledge.ts'
import type { ReasoningTrace } from '#core/trace.ts'
import type { ChatModel } from '#models/chat-model.ts'
import { fenceDocumentText, fenceNotice } from '#models/fence-document-text.ts'
import { sha256 } from '#core/id.ts'

/** Relations that one thinking may add. */
const mostEdges = 24

/**
 * The relations of a trace's thinking: those it states as `[A] -[REL]-> [B]`, and those the model writes when it is asked for
 * the relations of what was thought and answered. Of these, only those both of whose ends stand in that text are kept.
 * One model call. Errors: those of the model.
 */
export async function readThoughtGraph(
  trace: Pick<ReasoningTrace, 'question' | 'answer' | 'rounds' | 'bestRound'>,
  model: ChatModel,
  options: { seed: number; signal?: AbortSignal },
): Promise<readonly GrowthEdge[]> {
  const statements = (finalRound(trace)?.thinking ?? []).flatMap((section) => section.statements)
  const stated = statements.flatMap(({ text, origin, chunkIds }): GrowthEdge[] => {
    const edge = readThoughtEdge(text)
    return edge === undefined ? [] : [{ ...edge, origin: origin === 'model' ? 'model' : 'graph', chunkIds }]
  })
  const prose = [
    ...statements.filter(({ text }) => readThoughtEdge(text) === undefined).map(({ text }) => text),
    trace.answer,
  ]
  const text = prose.join('\n')
  const reply = await model.complete(
    {
      messages: [{ role: 'user', content: askForRelations(text) }],
      maxTokens: 300,
      temperature: 0,
      seed: options.seed,
      lane: 'check',
      stop: ['\n\n'],
    },
    options.signal === undefined ? {} : { signal: options.signal },
  )
  const lower = text.toLowerCase()
  const written = reply.text.split('\n').flatMap((line): GrowthEdge[] => {
    const edge = readThoughtEdge(line.replace(/^[\s*\d.-]*(?=\[)/, ''))
    if (edge === undefined) return []
    const isThere = [edge.subject, edge.object].every((name) => lower.includes(name.toLowerCase()))
    return isThere ? [{ ...edge, origin: 'model', chunkIds: [] }] : []
  })
  const byKey = new Map<string, GrowthEdge>()
  for (const edge of [...stated, ...written]) {
    const key = `${edge.subject} ${edge.type} ${edge.object}`.toLowerCase()
    if (!byKey.has(key)) byKey.set(key, edge)
  }
  return [...byKey.values()].slice(0, mostEdges)
}

function askForRelations(text: string): string {
  return (
    `${fenceNotice}\n\n${fenceDocumentText(text, { nonce: sha256(text).slice(0, 8) })}\n\n` +
    `List the relations that this text states, one a line, as [A] -[RELATION]-> [B]. A and B are short names copied from the text. ` +
    `RELATION is one of ${relationTypes.join(', ')}. Write nothing else.\n`
  )
}
