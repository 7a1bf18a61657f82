import type { FromParser, ToParser } from './parse-messages.ts'
import { readDocuments } from './read-documents.ts'

/** The program of the parser process: reads one file after the other as it is told, and ends with its parent. */
const inbox: ToParser[] = []
let wake: (() => void) | undefined
process.on('message', (message: ToParser) => {
  inbox.push(message)
  wake?.()
})
process.on('disconnect', () => process.exit(0))
// Ctrl-C in a terminal reaches this process, too; the parent decides what it means.
process.on('SIGINT', () => undefined)

for (;;) {
  const message = await receive()
  if (message.type !== 'read') continue
  const { type: _, path, ...about } = message
  const options = {
    ...about,
    isKnown: async (documentId: string) => {
      send({ type: 'is-known', documentId })
      const answer = await receive()
      return answer.type === 'known' && answer.isKnown
    },
  }
  for await (const result of readDocuments(path, options)) {
    send({ type: 'result', result })
    await receive()
  }
  send({ type: 'end' })
}

async function receive(): Promise<ToParser> {
  while (inbox.length === 0) await new Promise<void>((resolve) => (wake = resolve))
  return inbox.shift()!
}

function send(message: FromParser): void {
  process.send?.(message)
}
