import type { Command } from 'commander'
import { addDocsLs } from './docs/ls.ts'
import { addDocsReplace } from './docs/replace.ts'
import { addDocsRetry } from './docs/retry.ts'
import { addDocsRm } from './docs/rm.ts'
import { addDocsShow } from './docs/show.ts'

/** `nacre docs ls|show|rm|replace|retry`. */
export function addDocs(program: Command): void {
  const docs = program.command('docs').description('the documents that were read')
  for (const add of [addDocsLs, addDocsShow, addDocsRm, addDocsReplace, addDocsRetry]) add(docs)
}
