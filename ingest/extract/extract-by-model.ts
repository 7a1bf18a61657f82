import { z } from 'zod'
import type { Chunk } from '#core/chunk.ts'
import type { Document } from '#core/document.ts'
import { NacreError, throwIfCancelled } from '#core/errors.ts'
import type { ChunkKnowledge } from '#core/knowledge.ts'
import type { ChatModel, ChatReply, ReplyFormat } from '#models/chat-model.ts'
import { assembleKnowledge, type SentenceKnowledge } from './assemble-knowledge.ts'
import { readAbbreviations, readSentencesInTurns } from './extract-by-rules.ts'
import { extractionCall } from './extraction-call.ts'
import { findReferenceList } from './find-reference-list.ts'
import { groundTriple, type ReadSentence, type Refusal } from './ground-triple.ts'
import { readableText } from './readable-text.ts'
import { readTripleLines, type WrittenTriple } from './read-triple-lines.ts'
import { tokeniseWords } from './tokenise-words.ts'

/** What the calls for one document came to. Every triple is accepted or counted under the reason it was refused for. */
export interface ModelExtractionReport {
  readonly calls: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly accepted: number
  readonly refused: Readonly<Record<Refusal, number>>
  /** Lines with bars that were no triple. */
  readonly malformed: number
  /** Chunks for which only the rules speak, and why: the reply was cut, empty, or did not come. */
  readonly failures: readonly { readonly chunkId: string; readonly reason: string }[]
}

export interface ModelExtraction {
  readonly knowledge: ChunkKnowledge[]
  readonly report: ModelExtractionReport
}

const replySchema = z.object({
  triples: z
    .array(z.object({ subject: z.string().min(1), relation: z.string().min(1), object: z.string().min(1) }))
    .min(1),
})
/**
 * Lines of three cells. A subject begins with no digit and is not `DATA` or `END`, because a small model likes to take the
 * words and the code of the fence for the subject of everything.
 */
const linesGrammar = String.raw`root ::= line ("\n" line){0,14}
line ::= subject " | " cell " | " cell
subject ::= ([^|\n0-9 DE] | "D" [^A|\n] | "E" [^N|\n]) [^|\n]{1,80}
cell ::= [^|\n ] [^|\n]{1,80}`
/** A chunk with fewer words than this may rightly hold no fact. */
const fewWords = 25

/**
 * Extraction with one model call a chunk, merged with what the rules find. A triple counts only when both its ends stand in the
 * chunk word for word, near each other, and its verb maps to a fixed relation. A reply that was cut or is empty on real text
 * is a failure of that chunk: it is reported, and the chunk keeps what the rules found. Other errors of the model are thrown.
 */
export function createModelExtractor(options: {
  model: ChatModel
  /** `lines` suits small models, `json` larger ones. */
  replyFormat?: 'lines' | 'json'
  maxTokens?: number
}): (document: Document, chunks: readonly Chunk[], options?: { signal?: AbortSignal }) => Promise<ModelExtraction> {
  const { model, replyFormat = 'lines', maxTokens = extractionCall.maxTokens } = options
  return async (document, chunks, { signal } = {}) => {
    const readable = readableText(document.text)
    const context = readAbbreviations(readable.text.slice(0, findReferenceList(readable.text)))
    const byRules = await readSentencesInTurns(document.text, { signal })
    const tally = newTally()
    const added: SentenceKnowledge[] = []
    for (const chunk of chunks) {
      throwIfCancelled(signal)
      const reply = await model.complete(
        {
          messages: [{ role: 'user', content: extractionCall.render(chunk.text) }],
          ...formatOf(model, replyFormat),
          maxTokens,
          temperature: 0,
          ...(model.supports.seed ? { seed: 0 } : {}),
          lane: 'context',
        },
        signal === undefined ? {} : { signal },
      )
      const triples = readReply(reply, replyFormat, tally)
      const acceptedBefore = tally.accepted
      const sentences = sentencesOf(byRules, chunk, readable)
      for (const triple of triples) {
        const grounded = groundTriple(triple, sentences, context)
        if (typeof grounded === 'string') {
          tally.refused[grounded]++
          continue
        }
        tally.accepted++
        const span = readable.toSource(grounded.evidence)
        added.push({
          span,
          sentence: readable.text.slice(grounded.evidence.start, grounded.evidence.end),
          materials: [],
          mentions: grounded.mentions.map((mention) => ({ ...mention, ...readable.toSource(mention) })),
          relations: [grounded.relation],
          quantities: [],
        })
      }
      const reason = failureOf(reply, tally.accepted - acceptedBefore, chunk)
      if (reason !== undefined) tally.failures.push({ chunkId: chunk.id, reason })
    }
    return { knowledge: assembleKnowledge(chunks, [...byRules, ...added]), report: tally }
  }
}

function formatOf(model: ChatModel, replyFormat: 'lines' | 'json'): { format?: ReplyFormat } {
  if (replyFormat === 'json') return { format: { kind: 'json', schema: replySchema } }
  return model.supports.grammar ? { format: { kind: 'grammar', gbnf: linesGrammar } } : {}
}

interface Tally extends ModelExtractionReport {
  calls: number
  inputTokens: number
  outputTokens: number
  accepted: number
  malformed: number
  readonly refused: Record<Refusal, number>
  readonly failures: { chunkId: string; reason: string }[]
}

function newTally(): Tally {
  return {
    calls: 0,
    inputTokens: 0,
    outputTokens: 0,
    accepted: 0,
    malformed: 0,
    refused: {
      'subject-not-in-text': 0,
      'object-not-in-text': 0,
      'ends-too-far-apart': 0,
      'end-is-no-name': 0,
      'verb-not-in-text': 0,
      'no-known-relation': 0,
    },
    failures: [],
  }
}

function readReply(reply: ChatReply, format: 'lines' | 'json', tally: Tally): WrittenTriple[] {
  tally.calls++
  tally.inputTokens += reply.usage.inputTokens
  tally.outputTokens += reply.usage.outputTokens
  if (format === 'json') return readJson(reply, tally)
  // The last line of a reply that was cut is not whole.
  const whole =
    reply.stopReason === 'length' ? reply.text.slice(0, Math.max(0, reply.text.lastIndexOf('\n'))) : reply.text
  const { triples, malformed } = readTripleLines(whole)
  tally.malformed += malformed
  return triples
}

function readJson(reply: ChatReply, tally: Tally): WrittenTriple[] {
  if (reply.stopReason === 'length') return []
  try {
    return replySchema.parse(JSON.parse(reply.text)).triples
  } catch (error) {
    if (error instanceof NacreError) throw error
    tally.malformed++
    return []
  }
}

function failureOf(reply: ChatReply, accepted: number, chunk: Chunk): string | undefined {
  if (reply.stopReason === 'length') return 'The reply was cut at its token limit; its whole lines were kept.'
  if (accepted === 0 && chunk.text.split(/\s+/).length >= fewWords)
    return 'No triple of the reply stands in the chunk, although it is real text.'
  return undefined
}

/** The sentences that stand whole in a chunk, in offsets of the readable text. */
function sentencesOf(
  sentences: readonly SentenceKnowledge[],
  chunk: Chunk,
  readable: { text: string; fromSource(offset: number): number },
): ReadSentence[] {
  return sentences
    .filter(({ span }) => chunk.start <= span.start && span.end <= chunk.end)
    .map(({ span, mentions }) => {
      const start = readable.fromSource(span.start)
      const end = readable.fromSource(span.end)
      const back = (mention: (typeof mentions)[number]): (typeof mentions)[number] => ({
        ...mention,
        start: readable.fromSource(mention.start),
        end: readable.fromSource(mention.end),
      })
      return { start, end, tokens: tokeniseWords(readable.text, start, end), mentions: mentions.map(back) }
    })
}
