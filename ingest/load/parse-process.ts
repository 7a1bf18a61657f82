import { fork, type ChildProcess } from 'node:child_process'
import { extname } from 'node:path'
import { throwIfCancelled } from '#core/errors.ts'
import type { FromParser, ToParser } from './parse-messages.ts'
import type { ReadOptions, ReadResult } from './read-documents.ts'
import { residentMemory } from './resident-memory.ts'

export interface ParseLimits {
  /** Largest document: a file, or a line of JSON Lines. */
  readonly maxBytes: number
  /** Longest time for one document. */
  readonly timeoutMs: number
  /** Memory of the parser process: of its objects everywhere, and on Linux also of the buffers it fills. */
  readonly maxMemoryMegabytes: number
}

export const defaultParseLimits: ParseLimits = { maxBytes: 64e6, timeoutMs: 60_000, maxMemoryMegabytes: 1024 }

export interface ParseOptions {
  readonly signal?: AbortSignal
  readonly isKnown?: (documentId: string) => Promise<boolean>
}

const stderrTail = 2000
/** A packed PDF fills a gigabyte in five seconds. */
const memoryIntervalMs = 250
/** What the process takes before it has read anything, with room for garbage. */
const ownMegabytes = 384

/**
 * Parses files in a process of its own, which may crash, run out of memory or hang without harm to this one: it is
 * killed, the file becomes a failure, and the next file gets a new process. The process has no environment, may read
 * files but not write them nor start others, starts with the first file and serves many. Read one file at a time.
 */
export class ParseProcess {
  readonly #limits: ParseLimits
  #child: ChildProcess | undefined
  #inbox: FromParser[] = []
  #wake: (() => void) | undefined
  /** Counts the messages waited for. */
  #turn = 0
  /** Why there will be no more messages: plain words. */
  #end: string | undefined

  constructor(limits: Partial<ParseLimits> = {}) {
    this.#limits = { ...defaultParseLimits, ...limits }
  }

  /** The documents of a file; what cannot be read is a failure. Throws `cancelled` only. */
  async *read(
    path: string,
    {
      signal,
      isKnown,
      source = path,
      mediaType,
      charset,
    }: ParseOptions & Pick<ReadOptions, 'source' | 'mediaType' | 'charset'> = {},
  ): AsyncGenerator<ReadResult> {
    throwIfCancelled(signal)
    const child = this.#start()
    let isWhole = false
    const cancel = (): void => this.#stop('cancelled')
    signal?.addEventListener('abort', cancel, { once: true })
    try {
      const about = {
        source,
        ...(mediaType !== undefined && { mediaType }),
        ...(charset !== undefined && { charset }),
      }
      this.#send(child, { type: 'read', path, maxBytes: this.#limits.maxBytes, ...about })
      for (;;) {
        const message = await this.#receive()
        throwIfCancelled(signal)
        if (typeof message === 'string') {
          const failure = { ok: false, source, code: 'invalid-input', fileShare: 1 } as const
          yield { ...failure, message: `Expected to read ${source}; ${message}` }
          return
        }
        if (message.type === 'end') break
        if (message.type === 'is-known') {
          const answer = (await isKnown?.(message.documentId)) ?? false
          this.#send(child, { type: 'known', isKnown: answer })
        } else {
          yield message.result
          this.#send(child, { type: 'next' })
        }
      }
      isWhole = true
    } finally {
      signal?.removeEventListener('abort', cancel)
      // Left in the middle of a file, the process would wait for an answer that never comes.
      if (!isWhole) this.close()
    }
  }

  close(): void {
    this.#stop('it was stopped.')
    this.#child = undefined
  }

  #start(): ChildProcess {
    if (this.#child !== undefined) return this.#child
    const { maxMemoryMegabytes } = this.#limits
    const entry = new URL(`./parse-entry${extname(import.meta.url)}`, import.meta.url)
    const child = fork(entry, {
      execArgv: [`--max-old-space-size=${maxMemoryMegabytes}`, '--permission', '--allow-fs-read=*'],
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#child = child
    this.#inbox = []
    this.#end = undefined
    let errors = ''
    child.stderr?.on('data', (data: Buffer) => (errors = (errors + data.toString()).slice(-stderrTail)))
    child.on('message', (message: FromParser) => {
      if (this.#child !== child) return
      this.#inbox.push(message)
      this.#wake?.()
    })
    const onEnd = (reason: string): void => {
      if (this.#child === child) this.#stop(reason)
    }
    child.on('error', (error) => onEnd(`the parser process could not be started (${error.message}).`))
    child.on('close', (status, signal) => {
      const isMemory = errors.includes('heap out of memory') || errors.includes('Array buffer allocation failed')
      onEnd(
        isMemory
          ? this.#memoryReason()
          : `the parser crashed on it (${signal ?? `exit status ${status}`}). Convert it to another format, such as plain text.`,
      )
    })
    return child
  }

  #send(child: ChildProcess, message: ToParser): void {
    if (this.#child === child && child.connected) child.send(message, () => undefined)
  }

  /** The next message, or in words why there is none. */
  async #receive(): Promise<FromParser | string> {
    const { timeoutMs } = this.#limits
    const late = `it took more than ${timeoutMs / 1000} s to parse. Split it, or convert it to plain text.`
    const turn = ++this.#turn
    const timer = setTimeout(() => {
      // If this process was busy itself, the answer may wait to be read: it gets its turn first.
      setImmediate(() => setImmediate(() => this.#inbox.length === 0 && this.#turn === turn && this.#stop(late)))
    }, timeoutMs)
    const watch = setInterval(() => void this.#checkMemory(), memoryIntervalMs)
    try {
      while (this.#inbox.length === 0 && this.#end === undefined) {
        await new Promise<void>((resolve) => (this.#wake = resolve))
      }
      return this.#inbox.shift() ?? this.#end ?? ''
    } finally {
      this.#turn++
      clearTimeout(timer)
      clearInterval(watch)
    }
  }

  async #checkMemory(): Promise<void> {
    const child = this.#child
    const bytes = child?.pid === undefined ? undefined : await residentMemory(child.pid)
    const limit = (this.#limits.maxMemoryMegabytes + ownMegabytes) * 1e6
    if (bytes !== undefined && bytes > limit && this.#child === child) this.#stop(this.#memoryReason())
  }

  #memoryReason(): string {
    return `it needs more than ${this.#limits.maxMemoryMegabytes} MB of memory to parse. Split it into smaller files.`
  }

  #stop(reason: string): void {
    this.#end ??= reason
    this.#child?.kill('SIGKILL')
    this.#child = undefined
    this.#wake?.()
  }
}
