/** The plain-text markers around thinking and reflection. They are ordinary text to every tokenizer. */
export const sentinels = {
  thinking: { open: '<|thinking|>', close: '<|/thinking|>' },
  reflection: { open: '<|reflect|>', close: '<|/reflect|>' },
} as const

export type SentinelBlock = keyof typeof sentinels

/** Where a piece of text stands: in a block, or outside all blocks. */
export type SentinelRegion = SentinelBlock | 'outside'

/** What the parser tells as text comes in. The `text` of all events joined is the input. */
export type SentinelEvent =
  | { readonly kind: 'text'; readonly region: SentinelRegion; readonly text: string }
  | { readonly kind: 'open' | 'close'; readonly block: SentinelBlock; readonly text: string }

/**
 * How the markers of one kind of block stood in a reply:
 * `absent` no marker; `closed` one open then one close; `unclosed` an open without its close (the reply was cut);
 * `unopened` a close without its open (the open was prefilled or forgotten); `inverted` a close before the first open,
 * and opens after it; `nested` an open inside the block; `several` more than one block.
 */
export type SentinelShape = 'absent' | 'closed' | 'unclosed' | 'unopened' | 'inverted' | 'nested' | 'several'

/** A reply taken apart. Every character of the input is in exactly one part. */
export interface SentinelResult {
  readonly shape: SentinelShape
  readonly reflectionShape: SentinelShape
  /** Texts of the thinking blocks in order, markers left out. */
  readonly thinking: readonly string[]
  readonly reflections: readonly string[]
  /** Text outside all blocks after the last close of thinking; empty when the only thinking block was never closed. */
  readonly answer: string
  readonly parts: readonly SentinelEvent[]
}

export interface SentinelParser {
  /** Takes the next piece of a reply, cut anywhere, and tells what became certain. */
  push(text: string): SentinelEvent[]
  /** Tells the text still held back and the whole reply taken apart. */
  end(): { readonly events: readonly SentinelEvent[]; readonly result: SentinelResult }
}

const markers = (['thinking', 'reflection'] as const).flatMap((block) =>
  (['open', 'close'] as const).map((kind) => ({ block, kind, text: sentinels[block][kind] })),
)

/**
 * A total, streaming parser of thinking and reflection markers: it never throws, and cutting the text anywhere changes
 * neither the result nor the events (text events joined). A block ends at the first close of its kind; an open of the
 * other kind ends it too. `inside`: the block that a prefill of the assistant turn has opened already.
 */
export function createSentinelParser(options: { inside?: SentinelBlock } = {}): SentinelParser {
  let region: SentinelRegion = options.inside ?? 'outside'
  let held = ''
  const parts: SentinelEvent[] = []

  function tell(event: SentinelEvent, events: SentinelEvent[]): void {
    if (event.text === '') return
    events.push(event)
    const last = parts.at(-1)
    if (event.kind === 'text' && last?.kind === 'text' && last.region === event.region) {
      parts[parts.length - 1] = { ...last, text: last.text + event.text }
    } else parts.push(event)
  }

  return {
    push(text) {
      const events: SentinelEvent[] = []
      let rest = held + text
      for (let next = firstMarker(rest); next !== undefined; next = firstMarker(rest)) {
        tell({ kind: 'text', region, text: rest.slice(0, next.at) }, events)
        const { kind, block } = next.marker
        tell({ kind, block, text: next.marker.text }, events)
        if (kind === 'open') region = block
        else if (region === block) region = 'outside'
        rest = rest.slice(next.at + next.marker.text.length)
      }
      const certain = rest.length - heldLength(rest)
      tell({ kind: 'text', region, text: rest.slice(0, certain) }, events)
      held = rest.slice(certain)
      return events
    },
    end() {
      const events: SentinelEvent[] = []
      tell({ kind: 'text', region, text: held }, events)
      held = ''
      return { events, result: takeApart(parts, options.inside) }
    },
  }
}

/** The whole reply at once. */
export function parseSentinels(text: string, options: { inside?: SentinelBlock } = {}): SentinelResult {
  const parser = createSentinelParser(options)
  parser.push(text)
  return parser.end().result
}

function firstMarker(text: string): { at: number; marker: (typeof markers)[number] } | undefined {
  let best: { at: number; marker: (typeof markers)[number] } | undefined
  for (const marker of markers) {
    const at = text.indexOf(marker.text)
    if (at !== -1 && (best === undefined || at < best.at)) best = { at, marker }
  }
  return best
}

/** How many characters at the end may yet become a marker. */
function heldLength(text: string): number {
  const from = text.lastIndexOf('<')
  if (from === -1) return 0
  const tail = text.slice(from)
  return markers.some((marker) => marker.text.startsWith(tail)) ? tail.length : 0
}

function takeApart(parts: readonly SentinelEvent[], inside: SentinelBlock | undefined): SentinelResult {
  const thinking = readBlock(parts, 'thinking', inside === 'thinking')
  const reflection = readBlock(parts, 'reflection', inside === 'reflection')
  const lastClose = parts.findLastIndex((part) => part.kind === 'close' && part.block === 'thinking')
  const answerParts = lastClose === -1 && thinking.shape !== 'absent' ? [] : parts.slice(lastClose + 1)
  return {
    shape: thinking.shape,
    reflectionShape: reflection.shape,
    thinking: thinking.texts,
    reflections: reflection.texts,
    answer: answerParts
      .filter((part) => part.kind === 'text' && part.region === 'outside')
      .map((part) => part.text)
      .join(''),
    parts: [...parts],
  }
}

/** The texts of one kind of block. Text before a close that nothing opened is counted as the block's. */
function readBlock(
  parts: readonly SentinelEvent[],
  block: SentinelBlock,
  isOpenAtStart: boolean,
): { shape: SentinelShape; texts: string[] } {
  const texts: string[] = []
  let current: string | undefined = isOpenAtStart ? '' : undefined
  let outside = ''
  let opens = isOpenAtStart ? 1 : 0
  let closes = 0
  let isNested = false
  let isInverted = false
  for (const part of parts) {
    if (part.kind === 'text') {
      if (part.region === block) current = (current ?? '') + part.text
      else if (part.region === 'outside') outside += part.text
    } else if (part.block !== block) {
      continue
    } else if (part.kind === 'open') {
      opens += 1
      if (current === undefined) current = ''
      else isNested = true
    } else {
      closes += 1
      if (current !== undefined) texts.push(current)
      else if (opens === 0 && closes === 1) texts.push(outside)
      if (opens === 0) isInverted = true
      current = undefined
    }
  }
  if (current !== undefined) texts.push(current)
  return { shape: shapeOf({ opens, closes, blocks: texts.length, isNested, isInverted }), texts }
}

function shapeOf(seen: {
  opens: number
  closes: number
  blocks: number
  isNested: boolean
  isInverted: boolean
}): SentinelShape {
  if (seen.opens === 0 && seen.closes === 0) return 'absent'
  if (seen.opens === 0) return seen.closes === 1 ? 'unopened' : 'several'
  if (seen.isInverted) return 'inverted'
  if (seen.isNested) return 'nested'
  if (seen.closes === 0) return seen.opens === 1 ? 'unclosed' : 'several'
  return seen.opens === 1 && seen.closes === 1 && seen.blocks === 1 ? 'closed' : 'several'
}
