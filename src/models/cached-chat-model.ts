import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { sha256 } from '#core/id.ts'
import type { ChatModel, ChatReply, ChatRequest } from './chat-model.ts'

/**
 * The same model with a memory: a request that was answered before, by the same model with the same parameters, is
 * answered from a SQLite file, in this process or any later one. Calls that failed are not remembered. Usage from memory
 * counts every input token as cached.
 */
export function createCachedChatModel(model: ChatModel, options: { path: string }): ChatModel {
  mkdirSync(dirname(options.path), { recursive: true })
  // The timeout stands before the first statement: other processes may be opening the same file.
  const database = new DatabaseSync(options.path, { timeout: 10_000 })
  database.exec('PRAGMA journal_mode = WAL')
  database.exec(
    'CREATE TABLE IF NOT EXISTS model_calls (key TEXT PRIMARY KEY, reply TEXT NOT NULL) STRICT, WITHOUT ROWID',
  )
  const read = database.prepare('SELECT reply FROM model_calls WHERE key = ?')
  const write = database.prepare('INSERT OR IGNORE INTO model_calls (key, reply) VALUES (?, ?)')

  const recall = (key: string): unknown => {
    const row = read.get(key)
    return row === undefined ? undefined : JSON.parse(String(row['reply']))
  }
  const ask = async (request: ChatRequest, call: () => Promise<ChatReply>): Promise<ChatReply> => {
    const key = keyOf(model.id, 'reply', request)
    const known = recall(key) as ChatReply | undefined
    if (known !== undefined) return fromMemory(known)
    const reply = await call()
    write.run(key, JSON.stringify(reply))
    return reply
  }

  return {
    id: model.id,
    get contextWindow() {
      return model.contextWindow
    },
    supports: model.supports,
    complete: (request, callOptions) => ask(request, () => model.complete(request, callOptions)),
    stream: async (request, onText, callOptions) => {
      let hasStreamed = false
      const reply = await ask(request, () => {
        hasStreamed = true
        return model.stream(request, onText, callOptions)
      })
      if (!hasStreamed) onText(reply.text)
      return reply
    },
    weighChoices: async (request, choices, callOptions) => {
      const key = keyOf(model.id, 'choices', request, choices)
      const known = recall(key) as readonly number[] | undefined
      if (known !== undefined) {
        callOptions?.onUsage?.({ inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 })
        return known
      }
      const weights = await model.weighChoices(request, choices, callOptions)
      write.run(key, JSON.stringify(weights))
      return weights
    },
    close: async () => {
      database.close()
      await model.close()
    },
  }
}

function fromMemory(reply: ChatReply): ChatReply {
  return { ...reply, usage: { ...reply.usage, cachedInputTokens: reply.usage.inputTokens } }
}

/** The address of a call: the model and everything that bears on the reply. The lane does not, so it is left out. */
function keyOf(modelId: string, kind: string, request: Partial<ChatRequest>, choices: readonly string[] = []): string {
  const { lane: _, format, ...rest } = request
  const shape = format?.kind === 'json' ? z.toJSONSchema(format.schema) : format?.gbnf
  const fields = Object.entries({ ...rest, shape }).filter(([, value]) => value !== undefined)
  const ordered = Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)))
  return sha256(JSON.stringify([modelId, kind, ordered, choices]))
}
