import type { LoadPlace, LoadResult } from './load-result.ts'
import { ParseProcess, type ParseLimits, type ParseOptions } from './parse-process.ts'

export interface LoadOptions extends ParseOptions {
  readonly limits?: Partial<ParseLimits>
}

/**
 * The documents of files in order, one ahead of the reader: while one is worked on, the next is parsed. A bad file gives
 * a failure, never a crash, and the others go on. Memory holds two documents at most. Throws `cancelled` only.
 */
export async function* loadDocuments(
  files: readonly string[],
  options: LoadOptions = {},
): AsyncGenerator<LoadResult & LoadPlace> {
  const parser = new ParseProcess(options.limits)
  const results = readAll(files, parser, options)
  let next = results.next()
  try {
    for (;;) {
      const { done, value } = await next
      if (done === true) return
      next = results.next()
      // It is awaited in the next turn; a reader that stops before that leaves it behind.
      next.catch(() => undefined)
      yield value
    }
  } finally {
    parser.close()
  }
}

async function* readAll(
  files: readonly string[],
  parser: ParseProcess,
  options: LoadOptions,
): AsyncGenerator<LoadResult & LoadPlace> {
  for (const [fileIndex, file] of files.entries()) {
    for await (const result of parser.read(file, options)) yield { ...result, fileIndex }
  }
}
