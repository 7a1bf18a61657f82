import { contentWords } from './content-words.ts'

/** Two sides of a statement: what brings about and what is brought about, or what is more and what is less. */
interface Sides {
  readonly first: ReadonlySet<string>
  readonly second: ReadonlySet<string>
}

const verbs =
  'causes?|makes?|raises?|increases?|lowers?|reduces?|decreases?|leads? to|results? in|gives?|closes?|opens?|blocks?|stops?|weakens?|' +
  'strengthens?|prevents?|breaks?|dissolves?|enables?|lets?|forms?|affects?|aligns?|conducts?|deflects?|scatters?|hinders?|promotes?|' +
  'softens?|hardens?|stabili[sz]es?|destabili[sz]es?|absorbs?|releases?|replaces?|covers?|protects?'
const active = new RegExp(String.raw`^(.*?)\b(?:${verbs})\b(.*)$`, 'i')
const passive = /^(.*?)\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?\w+(?:ed|en|t)\s+by\b(.*)$/i
const because = /^(.*?)\b(?:because|since|due to|owing to|, as)\b(.*)$/i
const therefore = /^(.*?), so (?:that )?(.*)$/i
const more =
  /^(.*?)\b(?:more|higher|larger|greater|stronger|tougher|harder|faster|longer|better|times that of|times that)\b(.*)$/i
const less = /^(.*?)\b(?:less|lower|smaller|weaker|softer|slower|shorter|worse|fewer)\b(.*)$/i
const otherDegree = /^(.*?)\b(\w+er|more \w+|less \w+)\b(.*)$/i

/**
 * Whether a claim turns round what the text says: cause and effect, who does and to whom it is done, or which of two is more. Both
 * sides are compared by the words that only one of them has.
 */
export function isReversed(claim: string, text: string): boolean {
  return isCauseReversed(claim, text) || isComparisonReversed(claim, text) || isRangeReversed(claim, text)
}

function isCauseReversed(claim: string, text: string): boolean {
  const claimed = causesOf(claim)
  const told = causesOf(text)
  return claimed.some((own) => {
    const scores = told.map((other) => compare(own, other))
    return scores.some(
      ({ straight, crossed }) =>
        crossed >= 1.2 && straight <= 0.3 * crossed && scores.every((score) => score.straight < crossed),
    )
  })
}

/** Causes first, effects second. */
function causesOf(sentence: string): Sides[] {
  const found: Sides[] = []
  const reason = because.exec(sentence)
  if (reason !== null) found.push(sides(reason[2], reason[1]))
  const result = therefore.exec(sentence)
  if (result !== null) found.push(sides(result[1], result[2]))
  for (const clause of sentence.split(/[,;:]|\b(?:because|since|but|while|whereas)\b/)) {
    const turned = passive.exec(clause)
    const acting = turned === null ? active.exec(clause) : null
    if (turned !== null) found.push(sides(turned[2], turned[1]))
    if (acting !== null) found.push(sides(acting[1], acting[2]))
  }
  return found.filter(({ first, second }) => first.size > 0 && second.size > 0)
}

/** Share of the words of both sides that stand on the same and on the other side; 2 where all do. */
function compare(own: Sides, other: Sides): { straight: number; crossed: number } {
  const [firstOnly, secondOnly] = [without(other.first, other.second), without(other.second, other.first)]
  const known = new Set([...firstOnly, ...secondOnly])
  const [first, second] = [within(own.first, known), within(own.second, known)]
  if (first.size === 0 || second.size === 0) return { straight: 0, crossed: 0 }
  return {
    straight: share(first, firstOnly) + share(second, secondOnly),
    crossed: share(first, secondOnly) + share(second, firstOnly),
  }
}

function isComparisonReversed(claim: string, text: string): boolean {
  const own = comparisonOf(claim)
  if (own === undefined) return false
  return text.split(/;|\bbut\b/).some((part) => {
    const other = comparisonOf(part)
    if (other === undefined || (own.degree !== other.degree && !(isOrdered(own.degree) && isOrdered(other.degree))))
      return false
    const isTurned = isOrdered(own.degree) && own.degree !== other.degree
    const { straight, crossed } = compare(own, isTurned ? { first: other.second, second: other.first } : other)
    return crossed > straight && crossed >= 1
  })
}

function isOrdered(degree: string): boolean {
  return degree === 'more' || degree === 'less'
}

/** "A is more … than B", "A is n times that of B". */
function comparisonOf(sentence: string): (Sides & { readonly degree: string }) | undefined {
  const [, head, tail] = /^(.*?)\b(?:than|times that(?: of)?)\b(.*)$/i.exec(sentence) ?? []
  if (head === undefined || tail === undefined) return undefined
  const isTimes = /\btimes that\b/i.test(sentence)
  const degree =
    isTimes || more.test(head) ? 'more' : less.test(head) ? 'less' : (otherDegree.exec(head)?.[2] ?? '').toLowerCase()
  return degree === '' ? undefined : { ...sides(head, tail.split(/[,;]/)[0]), degree }
}

/** "from 60 to 0" where the text says "from 0 to 60". */
function isRangeReversed(claim: string, text: string): boolean {
  const told = rangesOf(text)
  return rangesOf(claim).some(([from, to]) => told.some(([low, high]) => from === high && to === low && from !== to))
}

function rangesOf(text: string): (readonly [string, string])[] {
  return [...text.matchAll(/\bfrom (?:about )?([\d.]+)[^\d]{0,12} to (?:about )?([\d.]+)/g)].map(
    ([, from = '', to = '']) => [from.replace(/\.$/, ''), to.replace(/\.$/, '')] as const,
  )
}

function sides(first = '', second = ''): Sides {
  return { first: new Set(contentWords(first)), second: new Set(contentWords(second)) }
}

function without(words: ReadonlySet<string>, others: ReadonlySet<string>): Set<string> {
  return new Set([...words].filter((word) => !others.has(word)))
}

function within(words: ReadonlySet<string>, others: ReadonlySet<string>): Set<string> {
  return new Set([...words].filter((word) => others.has(word)))
}

function share(words: ReadonlySet<string>, others: ReadonlySet<string>): number {
  return within(words, others).size / words.size
}
