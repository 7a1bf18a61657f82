import type { Chunk } from '#core/chunk.ts'
import type { Document, PageSpan } from '#core/document.ts'
import { makeId } from '#core/id.ts'
import type { Embedder } from '#models/embedder.ts'
import { splitUnits, type TextUnit } from './split-units.ts'

/**
 * `retrieval`: passages that the embedder takes whole. `preflexor`: the 1,024 tokens with an overlap of 20 from which the
 * method makes its tasks (arXiv 2410.12375); they are never embedded.
 */
export type SplitProfile = 'retrieval' | 'preflexor'

/** What the splitter uses of an embedder. */
export type SplitEmbedder = Pick<Embedder, 'maxTokens' | 'countTokens' | 'tokenOffsets'>

/** A change of how text is cut needs a new version: it is part of the ids of chunks. */
const profiles = {
  retrieval: { version: 'retrieval-1', maxTokens: 256, overlapTokens: 0 },
  preflexor: { version: 'preflexor-1', maxTokens: 1024, overlapTokens: 20 },
} as const

/** Prose has 4 to 5 characters a token; what has more is no prose, and a chunk of it must not grow without end. */
const charactersPerToken = 16
/** A last chunk below this share of the limit joins the one before it where both fit. */
const shortTail = 0.25

/** How good a place is to end a chunk, beside how full the chunk is (0 to 1). */
const bonus = { section: 0.5, paragraph: 0.2, sentence: 0, piece: -0.5 } as const

/**
 * The chunks of a document in order. Each is an exact slice of its text that starts and ends with text, of at most
 * `maxTokens` tokens with special tokens (retrieval: 256 or the embedder's limit, whichever is less). Chunks end at
 * sentences where they can, rather where a section or paragraph ends, and never right after a heading if that can be
 * avoided. All text is covered; retrieval chunks do not overlap. The same input gives the same chunks.
 */
export function splitDocument(document: Document, embedder: SplitEmbedder, profile: SplitProfile): Chunk[] {
  return [...chunksOf(document, embedder, profile)]
}

/** The same one by one, for callers that let other work in between. */
export function* chunksOf(document: Document, embedder: SplitEmbedder, profile: SplitProfile): Generator<Chunk> {
  const { version, overlapTokens } = profiles[profile]
  const maxTokens =
    profile === 'retrieval' ? Math.min(profiles.retrieval.maxTokens, embedder.maxTokens) : profiles[profile].maxTokens
  const budget = {
    tokens: maxTokens - embedder.countTokens(''),
    characters: maxTokens * charactersPerToken,
  }
  let index = 0
  for (const { start, end } of packUnits(splitUnits(document.text, embedder, budget.tokens), budget, overlapTokens)) {
    const text = document.text.slice(start, end)
    const page = pageAt(document.pages, start)
    yield {
      id: makeId('chunk', document.id, version, start, end),
      documentId: document.id,
      index: index++,
      start,
      end,
      ...(page !== undefined && { page }),
      text,
      tokens: embedder.countTokens(text),
    }
  }
}

interface Budget {
  readonly tokens: number
  readonly characters: number
}

/** Groups units into spans within the budget. The last finished group is held back until it is known what follows it. */
function* packUnits(
  units: Iterable<TextUnit>,
  budget: Budget,
  overlapTokens: number,
): Generator<{ start: number; end: number }> {
  let held: readonly TextUnit[] = []
  let open: TextUnit[] = []
  let repeated = 0
  for (const unit of units) {
    open.push(unit)
    while (!fits(open, budget)) {
      if (held.length > 0) yield spanOf(held)
      const cut = chooseCut(open, repeated + 1, budget)
      held = open.slice(0, cut)
      repeated = overlapUnits(held, overlapTokens, open[cut], budget)
      open = [...held.slice(held.length - repeated), ...open.slice(cut)]
    }
  }
  const together = [...held, ...open.slice(repeated)]
  const isShort = tokensOf(open) < budget.tokens * shortTail
  if (held.length > 0 && isShort && fits(together, budget)) yield spanOf(together)
  else {
    if (held.length > 0) yield spanOf(held)
    if (open.length > repeated) yield spanOf(open)
  }
}

/** How many of the units, at least `least` and not all, make the best chunk. */
function chooseCut(units: readonly TextUnit[], least: number, budget: Budget): number {
  let best = least
  let bestScore = -Infinity
  for (let cut = least; cut < units.length; cut++) {
    const chosen = units.slice(0, cut)
    if (cut > least && !fits(chosen, budget)) break
    const last = units[cut - 1]!
    const filled = Math.max(tokensOf(chosen) / budget.tokens, (last.end - units[0]!.start) / budget.characters)
    const score = filled + (filled >= 0.5 ? bonus[units[cut]!.opens] : 0) - (last.isHeading ? 1 : 0)
    if (score >= bestScore) {
      best = cut
      bestScore = score
    }
  }
  return best
}

/** How many of the last units of a chunk are repeated at the start of the next: whole ones, within the overlap. */
function overlapUnits(units: readonly TextUnit[], overlapTokens: number, next: TextUnit | undefined, budget: Budget) {
  let count = 0
  let tokens = 0
  if (next === undefined) return 0
  while (count + 1 < units.length) {
    tokens += units[units.length - count - 1]!.tokens
    if (tokens > overlapTokens || !fits([...units.slice(units.length - count - 1), next], budget)) break
    count++
  }
  return count
}

function fits(units: readonly TextUnit[], budget: Budget): boolean {
  if (units.length <= 1) return true
  // Put together again, the halves of a cut word may have more tokens than apart.
  if (units.some(({ opens, start }, index) => opens === 'piece' && units[index - 1]?.end === start)) return false
  const { start, end } = spanOf(units)
  return tokensOf(units) <= budget.tokens && end - start <= budget.characters
}

function tokensOf(units: readonly TextUnit[]): number {
  return units.reduce((sum, unit) => sum + unit.tokens, 0)
}

function spanOf(units: readonly TextUnit[]): { start: number; end: number } {
  return { start: units[0]!.start, end: units.at(-1)!.end }
}

function pageAt(pages: readonly PageSpan[], offset: number): number | undefined {
  let low = 0
  let high = pages.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (pages[middle]!.start <= offset) low = middle + 1
    else high = middle
  }
  return pages[low - 1]?.page
}
