import type { TextSpan } from '#core/pair.ts'

export interface Score {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

export interface SpanScore {
  readonly exact: Score
  /** A span counts as found where it shares a character with one of the other side. */
  readonly overlap: Score
  readonly found: number
  readonly gold: number
}

/** Micro-averaged precision, recall and F1 of spans over all texts; a span given twice counts once. */
export function scoreSpans(texts: readonly { gold: readonly TextSpan[]; found: readonly TextSpan[] }[]): SpanScore {
  const total = { exact: 0, metFound: 0, metGold: 0, found: 0, gold: 0 }
  for (const text of texts) {
    const gold = distinct(text.gold)
    const found = distinct(text.found)
    total.gold += gold.size
    total.found += found.size
    total.exact += [...found.keys()].filter((key) => gold.has(key)).length
    total.metFound += meeting(found, gold)
    total.metGold += meeting(gold, found)
  }
  const { exact, metFound, metGold, found, gold } = total
  return { exact: score(exact / found, exact / gold), overlap: score(metFound / found, metGold / gold), found, gold }
}

/** Precision and recall as a score; a share of nothing is 0. */
export function score(precision: number, recall: number): Score {
  const [p, r] = [precision, recall].map((share) => (Number.isFinite(share) ? share : 0)) as [number, number]
  const round = (value: number): number => Math.round(value * 1000) / 1000
  return { precision: round(p), recall: round(r), f1: round(p + r === 0 ? 0 : (2 * p * r) / (p + r)) }
}

function distinct(spans: readonly TextSpan[]): Map<string, TextSpan> {
  return new Map(spans.map((span) => [`${span.start}-${span.end}`, span]))
}

function meeting(some: ReadonlyMap<string, TextSpan>, others: ReadonlyMap<string, TextSpan>): number {
  const all = [...others.values()]
  return [...some.values()].filter((span) => all.some((other) => span.start < other.end && other.start < span.end))
    .length
}
