import { parseSentinels, sentinels, type SentinelShape } from '#agents/think/sentinel-parser.ts'

/** A reply taken apart; every part may be empty. */
export interface ExtractedReply {
  readonly shape: SentinelShape
  readonly thinking: string
  readonly reflection: string
  readonly answer: string
}

/**
 * Takes the reasoner's reply apart. `inside`: the prefill has opened the thinking, so the reply goes on in it, unless the
 * model began it anew. Total: closed or cut blocks, only an end, an end before a start, nested and several blocks, a reply
 * without any marker each give parts, never an exception. Without a marker all of a reply is its answer.
 */
export function extractReply(reply: string, options: { inside: boolean }): ExtractedReply {
  const begunAnew = reply.trimStart().startsWith(sentinels.thinking.open)
  const parsed = parseSentinels(reply, options.inside && !begunAnew ? { inside: 'thinking' } : {})
  return {
    shape: parsed.shape,
    thinking: parsed.thinking.join('\n').trim(),
    reflection: parsed.reflections.join('\n').trim(),
    answer: parsed.answer.trim(),
  }
}
