import { sha256 } from '#core/id.ts'
import { fenceDocumentText, fenceNotice } from '#models/fence-document-text.ts'

/** At the end, so that the text stands nearest to it; a worked example leaks into the triples of a small model. */
const instruction =
  'Write the facts of this text as knowledge graph triples, one triple a line, in the form: subject | relation | object. ' +
  'Use short noun phrases copied from the text as subject and object. At most 12 lines.'

/** The one call that a chunk costs: what it asks, and how long its reply may be. */
export const extractionCall = {
  maxTokens: 500,
  /** The prompt for the text of a chunk. */
  render: (text: string): string =>
    `${fenceNotice}\n\n${fenceDocumentText(text, { nonce: `0${sha256(text).slice(0, 5)}` })}\n\n${instruction}`,
} as const
