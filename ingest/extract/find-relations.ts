import type { RelationType } from '#core/knowledge.ts'
import type { EntityDraft, MentionDraft } from './find-mentions.ts'
import { fitRelation } from './fit-relation.ts'
import { isFiller, readPredicate, type Predicate } from './read-predicate.ts'

/** A relation that a sentence states, before ids. */
export interface RelationDraft {
  readonly subject: EntityDraft
  readonly object: EntityDraft
  readonly type: RelationType
  readonly predicate: string
}

/** What stands between two mentions: mentions are chained by it into phrases, lists and clauses. */
type Gap =
  | { readonly kind: 'of' | 'preposition' | 'list' | 'break' }
  | { readonly kind: 'verb'; readonly predicate: Predicate; readonly isRelative: boolean }

const preposition =
  /^(?:in|at|on|by|with|from|for|between|within|through|under|over|near|into|during|across|along|among|around|above|below|to|via|without|per|against|towards|toward|inside|behind|after|before|than|upon|onto|throughout)$/
const negation =
  /\b(?:not|no|never|neither|nor|cannot|without|hardly|rarely|barely|fails? to|instead of|rather than|unlike|lacks?|n't)\b|n’t\b/
const beginsSubordinate =
  /^(?:because|although|whereas|while|if|when|since|so|but|and|or|where|until|unless|as|whose|which|that)$/

/** Reads the relations between the mentions of one sentence, by the words between them. Doubt is decided against a relation. */
export function findRelations(
  text: string,
  sentence: { start: number; end: number },
  mentions: readonly MentionDraft[],
): RelationDraft[] {
  const found: RelationDraft[] = []
  for (const mention of mentions) {
    if (mention.kind !== undefined)
      found.push({ subject: mention.entity, object: mention.kind, type: 'IS_A', predicate: 'is a kind of' })
    if (mention.madeOf !== undefined)
      found.push({ subject: mention.entity, object: mention.madeOf, type: 'MADE_OF', predicate: 'is made of' })
  }
  const body = text.slice(sentence.start, sentence.end)
  if (/\|.*\||\?$/.test(body) || mentions.length < 2) return found
  const gaps: Gap[] = []
  for (let index = 0; index + 1 < mentions.length; index++) {
    const left = mentions[index]
    const right = mentions[index + 1]
    if (left === undefined || right === undefined) continue
    gaps.push(left.isTruncated ? { kind: 'break' } : readGap(text.slice(left.end, right.start), left, right))
  }
  readOfChains(mentions, gaps, found)
  for (const [index, gap] of gaps.entries()) {
    if (gap.kind !== 'verb') continue
    const isExample = gap.predicate.type === 'IS_A' && gap.predicate.isReversed
    const subjects = isExample
      ? mentions.slice(index, index + 1)
      : gap.isRelative
        ? nearestSubjects(text, mentions, gaps, index)
        : clauseSubjects(text, sentence.start, mentions, gaps, index)
    const objects = clauseObjects(mentions, gaps, index + 1).slice(0, takesOneObject(gap.predicate) ? 1 : undefined)
    for (const subject of subjects) {
      for (const object of objects) {
        const isTurned = isLessened(text, subject) || isLessened(text, object)
        addTyped(
          found,
          subject,
          object,
          isTurned && gap.predicate.type === 'INFLUENCES' ? { ...gap.predicate, text: 'influences' } : gap.predicate,
        )
      }
    }
  }
  addNeighbours(text, mentions, gaps, found)
  return unique(found)
}

/** `A is a B, and C …`: what follows the first object begins something new. */
function takesOneObject({ type, text, isReversed }: Predicate): boolean {
  return (type === 'IS_A' && !isReversed) || text === 'is also called'
}

/** `A smaller angle increases …`: the angle itself does the opposite, so only its influence is stated. */
function isLessened(text: string, { start }: MentionDraft): boolean {
  return /\b(?:small|smaller|smallest|low|lower|lowest|less|fewer|short|shorter|thin|thinner|fine|finer|coarse|coarser|weak|weaker|poor|reduced|decreased|decreasing|falling|lowered|insufficient|slow|slower|blunt|shallow|narrow|narrower|light|lighter)\s$/i.test(
    text.slice(Math.max(0, start - 14), start),
  )
}

function readGap(raw: string, left: MentionDraft, right: MentionDraft): Gap {
  if (raw.length > 90 || /[;:!?|]/.test(raw)) return { kind: 'break' }
  const gap = raw
    .replaceAll(/\([^()]*\)/g, ' ')
    .replaceAll(
      /(?:about |roughly |approximately |up to |at least |at most |more than |less than )?[<>≈~±−-]?\d[\d.,]*(?:\s?(?:×\s?10\S*|to|and|–|-|%|wt%|vol%|mol%|at%|°C|K|nm|µm|μm|mm|cm|m|GPa|MPa|kPa|Pa|h|min|s|V|mV|eV|kg|g|mg)(?=[\s,]|$)\s?[\d.,]*)*/g,
      ' ',
    )
    .replaceAll(/\s+/g, ' ')
    .toLowerCase()
    .trim()
  if (gap === '' && raw.includes('(')) return { kind: 'list' }
  const words = gap
    .split(/(?<=,)|\s/)
    .map((word) => word.trim())
    .filter((word) => word !== '')
  if (words.length === 0) return raw.trim() === '' || /^\s*\(/.test(raw) ? { kind: 'break' } : { kind: 'break' }
  if (/^of$/.test(words[0] ?? '') && words.slice(1).every(isFiller)) return { kind: 'of' }
  if (
    /^(?:,|and|or|, and|, or|as well as|, as well as|and\/or|,? ?both)$/.test(
      words
        .filter((word) => !isFiller(word) || word === 'and' || word === 'or')
        .join(' ')
        .trim(),
    ) &&
    words.every((word) => /^(?:,|and|or|as|well)$/.test(word) || isFiller(word))
  )
    return { kind: left.entity.type === right.entity.type || gap !== ',' ? 'list' : 'break' }
  if (preposition.test(words[0] ?? '') && words.slice(1).every(isFiller)) return { kind: 'preposition' }
  if (negation.test(` ${gap} `)) return { kind: 'break' }
  const verb = readPredicate(words)
  return verb === undefined ? { kind: 'break' } : { kind: 'verb', ...verb }
}

/** `P of M`: the material has the property; `platelet of M`: the thing is part of the material. */
function readOfChains(mentions: readonly MentionDraft[], gaps: readonly Gap[], found: RelationDraft[]): void {
  for (const [index, gap] of gaps.entries()) {
    if (gap.kind !== 'of') continue
    const left = mentions[index]
    if (left === undefined) continue
    const heads = [left, ...listBefore(mentions, gaps, index)]
    for (const right of listAfter(mentions, gaps, index + 1)) {
      for (const head of heads) addOf(found, head.entity, right)
    }
  }
}

/** Things that consist of the material they are `of`, unless that is a tissue or a mixture, which has them as parts. */
const bodies =
  /(?:film|layer|multilayer|particle|nanoparticle|foil|wire|whisker|crystal|coating|precipitate|scale|interphase|support|grain|platelet|sheet|block|nanosheet|foam)$/
const hasParts =
  /(?:nacre|bone|enamel|wood|silk|tendon|cartilage|dentine?|shell|tissue|composite|steel|alloy|superalloy|hydrogel|membrane|coating|electrode|cathode|anode|cement|titanium nickel|nickel titanium)$/

function addOf(found: RelationDraft[], head: EntityDraft, right: MentionDraft): void {
  if (right.isTruncated) return
  const bears =
    right.entity.type === 'Material' || right.entity.type === 'Structure' || right.entity.type === 'Application'
  if (head.type === 'Property' && bears)
    found.push({ subject: right.entity, object: head, type: 'HAS_PROPERTY', predicate: 'has' })
  else if (head.type === 'Structure' && (right.entity.type === 'Material' || right.entity.type === 'Structure')) {
    const isBody = right.entity.type === 'Material' && !hasParts.test(right.entity.key) && bodies.test(head.key)
    found.push({
      subject: head,
      object: right.entity,
      ...(isBody ? { type: 'MADE_OF', predicate: 'is made of' } : { type: 'PART_OF', predicate: 'is part of' }),
    })
  } else if (head.type === 'Process' && bears)
    found.push({ subject: head, object: right.entity, type: 'RELATES_TO', predicate: 'involves' })
}

function listBefore(mentions: readonly MentionDraft[], gaps: readonly Gap[], index: number): MentionDraft[] {
  const members: MentionDraft[] = []
  for (let at = index - 1; at >= 0 && gaps[at]?.kind === 'list'; at--) {
    const member = mentions[at]
    if (member === undefined || member.entity.type !== mentions[index]?.entity.type) break
    members.push(member)
  }
  return members
}

function listAfter(mentions: readonly MentionDraft[], gaps: readonly Gap[], index: number): MentionDraft[] {
  const first = mentions[index]
  if (first === undefined) return []
  const members = [first]
  for (let at = index; gaps[at]?.kind === 'list'; at++) {
    const member = mentions[at + 1]
    // The last member may open the next clause (`A raises B and C falls`): it must not be followed by a verb.
    if (member === undefined || member.entity.type !== first.entity.type || gaps[at + 1]?.kind === 'verb') break
    members.push(member)
  }
  return members
}

/** The head of the phrase before a verb, with the members of its list: not the nouns in its prepositional parts. */
function clauseSubjects(
  text: string,
  sentenceStart: number,
  mentions: readonly MentionDraft[],
  gaps: readonly Gap[],
  verbIndex: number,
): MentionDraft[] {
  let at = verbIndex
  let kind = gaps[at - 1]?.kind
  while (at > 0 && (kind === 'of' || kind === 'preposition' || kind === 'list')) {
    at--
    kind = gaps[at - 1]?.kind
  }
  const head = mentions[at]
  if (head === undefined) return []
  // `A raises B and lowers C`: the subject stands before the first verb.
  const before = text.slice(Math.max(sentenceStart, head.start - 60), head.start)
  if (startsInsidePhrase(before)) return []
  const subjects = [head]
  for (let next = at; next < verbIndex && gaps[next]?.kind === 'list'; next++) {
    const member = mentions[next + 1]
    if (member === undefined || member.entity.type !== head.entity.type) break
    subjects.push(member)
  }
  return subjects
}

/** Whether the words before a mention make it part of a phrase that no rule has read: `With rising`, `between`, `kind of`. */
function startsInsidePhrase(before: string): boolean {
  const clause = /[^,;:.]*$/.exec(before)?.[0] ?? ''
  const words = clause
    .toLowerCase()
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
  while (words.length > 0 && isFiller(words.at(-1) ?? '') && words.at(-1) !== 'and' && words.at(-1) !== 'or')
    words.pop()
  const last = words.at(-1)
  if (last === undefined) return false
  if (beginsSubordinate.test(last)) return words.length > 1 && /^(?:and|or)$/.test(last)
  return true
}

function nearestSubjects(
  text: string,
  mentions: readonly MentionDraft[],
  gaps: readonly Gap[],
  verbIndex: number,
): MentionDraft[] {
  const nearest = mentions[verbIndex]
  if (nearest === undefined || nearest.isTruncated) return []
  // `the platelets of nacre, which slide`: it is not clear which of the two is meant.
  const kind = gaps[verbIndex - 1]?.kind
  if (kind === 'of' || kind === 'preposition') return []
  // `reduces the solubility, which protects`: the reducing protects.
  if (text.charAt(nearest.end) === ',' && isChanged(text, nearest)) return []
  const before = text
    .slice(Math.max(0, nearest.start - 30), nearest.start)
    .toLowerCase()
    .trim()
    .split(/\s+/)
  while (before.length > 0 && isFiller(before.at(-1) ?? '')) before.pop()
  return text.charAt(nearest.end) === ',' && /^(?:of|to)$|^$/.test(before.at(-1) ?? '') ? [] : [nearest]
}

/** Whether the clause says that something becomes less or more: what follows it is about that, not about the thing. */
function isChanged(text: string, { start }: MentionDraft): boolean {
  return /\b(?:increas|decreas|reduc|rais|lower|remov|evaporat|eliminat|prevent|suppress|replac|dissolv|enhanc|improv)(?:es?|s|ing)?\s(?:the |its |their )?$/.test(
    text.slice(Math.max(0, start - 24), start),
  )
}

function clauseObjects(mentions: readonly MentionDraft[], gaps: readonly Gap[], index: number): MentionDraft[] {
  return listAfter(mentions, gaps, index).filter((mention) => !mention.isTruncated)
}

function addTyped(found: RelationDraft[], left: MentionDraft, right: MentionDraft, predicate: Predicate): void {
  const [subject, object] = predicate.isReversed ? [right.entity, left.entity] : [left.entity, right.entity]
  if (subject.key === object.key) return
  const relation = fitRelation({ subject, object, type: predicate.type, predicate: predicate.text })
  if (relation !== undefined) found.push(relation)
}

/** Adjacent mentions that no rule links: they appear together, no more. */
function addNeighbours(
  text: string,
  mentions: readonly MentionDraft[],
  gaps: readonly Gap[],
  found: RelationDraft[],
): void {
  const linked = new Set(
    found.flatMap(({ subject, object }) => [
      `${subject.type}\0${subject.key}\0${object.type}\0${object.key}`,
      `${object.type}\0${object.key}\0${subject.type}\0${subject.key}`,
    ]),
  )
  for (const [index, gap] of gaps.entries()) {
    const left = mentions[index]
    const right = mentions[index + 1]
    if (left === undefined || right === undefined || gap.kind === 'verb' || left.entity.key === right.entity.key)
      continue
    const between = text.slice(left.end, right.start)
    if (between.length > 40 || /[;.:|]|\b(?:not|no|without|than|whereas|but|unlike)\b/.test(between)) continue
    const pair = `${left.entity.type}\0${left.entity.key}\0${right.entity.type}\0${right.entity.key}`
    if (linked.has(pair)) continue
    const [subject, object] = pairOrder(left.entity, right.entity)
    found.push({ subject, object, type: 'RELATES_TO', predicate: 'appears with' })
  }
}

/** Being together has no direction: one order for both keeps one edge. */
function pairOrder(one: EntityDraft, other: EntityDraft): [EntityDraft, EntityDraft] {
  return `${one.key}\0${one.type}` <= `${other.key}\0${other.type}` ? [one, other] : [other, one]
}

function unique(relations: readonly RelationDraft[]): RelationDraft[] {
  const seen = new Map<string, RelationDraft>()
  for (const relation of relations) {
    const { subject, object, type, predicate } = relation
    if (subject.key === object.key && subject.type === object.type) continue
    const id = [subject.type, subject.key, type, predicate, object.type, object.key].join('\0')
    if (!seen.has(id)) seen.set(id, relation)
  }
  return [...seen.values()]
}
