import type { Chunk } from '#core/chunk.ts'
import { sha256 } from '#core/id.ts'
import type { Entity, EntityType } from '#core/knowledge.ts'
import { splitSentences } from '#core/split-sentences.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { contentStems, phraseKey, readWords } from '#graph/retrieve/read-words.ts'

/** A question that two passages answer together, and how it was made. */
export interface TwoHopQuestion {
  readonly text: string
  /** What the question speaks of without naming it. */
  readonly bridge: string
  readonly topic: string
  /** What the question says of the bridge. */
  readonly words: string
  readonly first: Stated
  readonly second: Stated
}

interface Stated {
  readonly chunkId: string
  readonly documentId: string
  readonly sentence: string
}

/** A sentence that begins with a thing and says something of it: `words` is what it says. */
interface Description extends Stated {
  readonly entity: Entity
  readonly words: string
  readonly isPlural: boolean
}

/** Chunks of one document that are further apart than this stand in different sections as a rule. */
const farApart = 3
const most = { ofBridge: 12, ofDescription: 6, ofTopic: 5, ofDocument: 80 }
/** What many passages speak of is no bridge, and no topic: there would be many answers. */
const mostPassages = { bridge: 45, topic: 150 }
/** Words of a description: fewer say too little, more are no question. */
const descriptionWords = { least: 4, most: 18 }
/** Words between a subject and a topic of its clause. */
const reach = { topic: 18 }

const kinds: Partial<Record<EntityType, readonly [singular: string, plural: string]>> = {
  Material: ['material', 'materials'],
  Process: ['process', 'processes'],
  Method: ['method', 'methods'],
  Structure: ['structure', 'structures'],
  Application: ['application', 'applications'],
  Property: ['quantity', 'quantities'],
}
const topicTypes: ReadonlySet<EntityType> = new Set([
  'Property',
  'Process',
  'Structure',
  'Method',
  'Application',
  'Material',
])

const verbs =
  'accelerate act affect allow appear arise absorb begin become block bring cause change comprise consist contain control ' +
  'correspond cover decrease define degrade deliver depend determine diffuse dissolve dominate drop emerge enable enhance enter ' +
  'exceed exhibit exist extend facilitate fail follow form generate give grow help hinder improve increase indicate influence ' +
  'inhibit involve lead lie limit lower make move need occur offer operate originate oxidise oxidize play possess prevent produce ' +
  'promote protect provide range react reduce refer reflect remain remove represent require result rise scatter serve show start ' +
  'stem suffer supply suppress take tend transport undergo vary weaken work yield'
const singulars = verbs.split(' ').map((verb) => verb.replace(/(?<=[sxo]|[cs]h)$/, 'e').replace(/y$/, 'ie') + 's')
const auxiliaries = 'is are was were has have can may could must will should'
/** What follows a subject: a verb, after at most one adverb. */
const finite = new RegExp(
  `^(?:[a-z]+ly |also |often |then |typically )?(?:${[...auxiliaries.split(' '), ...verbs.split(' '), ...singulars].join('|')})\\s`,
)
const plural = new RegExp(`^(?:[a-z]+ly |also |often |then )?(?:are|were|have|${verbs.split(' ').join('|')})\\s`)
/** A sentence up to its subject: a short phrase with a comma, an article, an adjective. */
const beforeSubject = /^(?:[^,;:()]{0,60},\s)?(?:(?:the|a|an|all|most|many|some)\s)?(?:[\w-]+\s){0,2}$/i
/** What tells of what was done in one study: it says of another study's thing of the same name nothing. */
const done = /^(?:was|were|had|(?:has|have) been)\s/
/** What points elsewhere, denies, or is no prose makes no good question. */
const unfit =
  /\b(?:not|no|this|these|those|that|which|it|they|their|its|we|our|us|here|such|above|below|respectively|shown|figure|fig|figs|table|eq|ref|refs|section|sample|samples|specimens?|following|previous|next|same|other|another|discussed|described|reported|presented|listed|found that|expected|considered|in order|both|former|latter|experiments?|study|studies|work|given|literature|the case|respect|conclusion|by the \w+ed|i\.e|e\.g|account|arrows?|micrographs?|images?|seen|plotted|denoted|discuss|value of|appl(?:y|ied) to)\b|[[\]=~|<>*°"]|\d{4,}|-\s|\p{Co}|\uFFFD/iu
/** A symbol of a formula. */
const symbol = /\s[B-Z]\s/
/** Where a clause ends, what follows may be said of something else. */
const clauseEnd =
  /[;:]|\b(?:which|that|while|whereas|but|although|because|since|however|if|when|where|and (?:the|it|they))\b/i

/**
 * Questions over two sentences that share one thing (the bridge), which the question does not name: the first describes it,
 * the second says something of it and a topic, and the question asks about the topic of what is described. The second has to
 * speak of the topic as the bridge's own (`topic of bridge`) or to have the bridge as its subject. The two stand in different
 * documents or far apart; what was done in one study is asked of that study alone; the second passage is the only one, apart
 * from the first, that speaks of bridge and topic together. The same graph gives the same questions.
 */
export async function composeTwoHops(graph: GraphStore, limit: number): Promise<TwoHopQuestion[]> {
  const ids = await graph.chunkIds()
  const chunks = await graph.getChunks(ids)
  const mentioned = await graph.entitiesOfChunks(ids)
  const entities = new Map(
    [...mentioned.values()].flatMap((list) => list.map(({ entity }) => [entity.id, entity] as const)),
  )
  const chunksOf = new Map<string, Set<string>>()
  for (const [chunkId, list] of mentioned) {
    for (const { entity } of list) chunksOf.set(entity.id, (chunksOf.get(entity.id) ?? new Set()).add(chunkId))
  }
  const count = (id: string): number => chunksOf.get(id)?.size ?? 0
  const keys = new Map([...chunks].map(([id, { text }]) => [id, phraseKey(text)]))

  const found: TwoHopQuestion[] = []
  for (const first of describe(chunks, mentioned)) {
    const { entity: bridge, chunkId, words } = first
    const [singular, many] = kinds[bridge.type] ?? ['thing', 'things']
    if (count(bridge.id) < 2 || count(bridge.id) > mostPassages.bridge) continue
    const thing = `the ${first.isPlural ? many : singular} that ${words}`
    for (const otherId of chunksOf.get(bridge.id) ?? []) {
      const other = chunks.get(otherId)
      if (other === undefined || !isFar(chunks.get(chunkId)!, other)) continue
      if (done.test(words) && other.documentId !== first.documentId) continue
      for (const { entity: topic } of mentioned.get(otherId) ?? []) {
        if (!isTopic(topic, bridge) || count(topic.id) > mostPassages.topic) continue
        const topicKey = phraseKey(topic.name)
        if (keys.get(chunkId)?.includes(topicKey) === true || isTold(words, keys.get(otherId) ?? '')) continue
        const together = [...(chunksOf.get(topic.id) ?? [])].filter((id) => chunksOf.get(bridge.id)?.has(id))
        if (together.length > 3) continue
        const said = saidOf(other, bridge.name, topic.name)
        if (said === undefined) continue
        const text =
          said.kind === 'own'
            ? `What is known about the ${said.topic} of ${thing}?`
            : `What ${first.isPlural ? 'do' : 'does'} ${thing} have to do with ${said.topic}?`
        if (phraseKey(text).includes(phraseKey(bridge.name))) continue
        const second = { chunkId: otherId, documentId: other.documentId, sentence: said.sentence }
        found.push({ text, bridge: entities.get(bridge.id)?.name ?? '', topic: topic.name, words, first, second })
      }
    }
  }
  return choose(found, limit)
}

export function* describe(
  chunks: ReadonlyMap<string, Chunk>,
  mentioned: ReadonlyMap<string, readonly { readonly entity: Entity }[]>,
): Generator<Description> {
  for (const [chunkId, { documentId, text }] of chunks) {
    const named = (mentioned.get(chunkId) ?? []).filter(
      ({ entity }) => kinds[entity.type] !== undefined && isGoodName(entity.name) && isSpecific(entity.name),
    )
    for (const { start, end } of splitSentences(text)) {
      const sentence = readable(text.slice(start, end))
      if (!/[.]$/.test(sentence) || sentence.length > 360) continue
      for (const { entity } of named) {
        for (const { words, isPlural } of [asSubject, asRelative, asObject].map((read) =>
          read(sentence, entity.name),
        )) {
          const length = words.split(' ').length
          if (unfit.test(words) || symbol.test(words)) continue
          if (length < descriptionWords.least || length > descriptionWords.most) continue
          yield { chunkId, documentId, sentence, entity, words, isPlural }
        }
      }
    }
  }
}

/** A sentence without line ends, references in brackets and what stands in parentheses. */
function readable(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\s?\[\d[\d,\s–-]*\]/g, '')
    .replaceAll(/\s\([^()]*\)/g, '')
}

/** `that have been linked to losses`, of a thing of which a sentence says so by the way. */
function asRelative(sentence: string, name: string): { words: string; isPlural: boolean } {
  const words = readWords(sentence)
  const stems = readWords(name).map(({ stem }) => stem)
  const at = words.findIndex((_, index) => stems.every((stem, step) => words[index + step]?.stem === stem))
  const last = words[at + stems.length - 1]
  if (at === -1 || last === undefined) return nothing
  const said =
    /^,? (?:which|that) (?<words>[^,;:]+)/.exec(sentence.slice(last.end))?.groups?.words?.replace(/\.$/, '') ?? ''
  return finite.test(said) && readWords(said).at(-1)?.isStop === false
    ? { words: said, isPlural: plural.test(said) }
    : nothing
}

const nothing = { words: '', isPlural: false }

/** `that reduces the stress`, of a thing that does so in a sentence. */
function asSubject(sentence: string, name: string): { words: string; isPlural: boolean } {
  const words = (/^[^,;:]+/.exec(clauseOf(sentence, name) ?? '')?.[0] ?? '')
    .replace(/\.$/, '')
    .replaceAll(/\b(?:also|thus|therefore|however|then) /g, '')
    .trim()
  return readWords(words).at(-1)?.isStop === false ? { words, isPlural: plural.test(words) } : nothing
}

/** A subject that holds a clause of its own. */
const innerClause =
  /\b(?:is|are|was|were|has|have|had|be|been|can|could|may|to|we|i|by|hence|in addition|\w+ing the)\b/i

const toObject = new RegExp(
  `^(?<subject>[^,;:]+) (?<verb>(?:can |may |will )?(?:${[...verbs.split(' '), ...singulars].join('|')})|(?:is|are|can be|may be) [a-z]+(?:ed|en|wn|nt) (?:by|in|for|from|with|as|on)) (?:the |a |an )?(?:[\\w-]+ )?$`,
)

/** `that the addition of particles reduces`, of a thing to which that is done. */
function asObject(sentence: string, name: string): { words: string; isPlural: boolean } {
  const words = readWords(sentence)
  const stems = readWords(name).map(({ stem }) => stem)
  const at = words.findIndex((_, index) => stems.every((stem, step) => words[index + step]?.stem === stem))
  const last = words[at + stems.length - 1]
  if (at === -1 || last === undefined) return nothing
  const found = toObject.exec(sentence.slice(0, words[at]!.start))?.groups
  if (
    found === undefined ||
    !/^(?:[.,;]| (?:of|in|at|for|by|during|with|on|under|and|from)\b)/.test(sentence.slice(last.end))
  ) {
    return nothing
  }
  const { subject = '', verb = '' } = found
  if (innerClause.test(subject)) return nothing
  const isName = /^(?:\S*[^\sa-z-]\S*[\p{Lu}\d]|\S[\p{Lu}\d])/u.test(subject)
  const begin = isName ? subject : subject.charAt(0).toLowerCase() + subject.slice(1)
  const isPlural = /[^s]s$/.test(sentence.slice(words[at]!.start, last.end))
  return { words: `${begin} ${verb}`, isPlural }
}

/** What a sentence says of a thing that is the subject of its main clause, from the verb on. */
function clauseOf(sentence: string, name: string): string | undefined {
  const words = readWords(sentence)
  const stems = readWords(name).map(({ stem }) => stem)
  const at = words.findIndex((_, index) => stems.every((stem, step) => words[index + step]?.stem === stem))
  if (at === -1) return undefined
  const before = sentence.slice(0, words[at]!.start)
  if (!beforeSubject.test(before) || /\b(?:if|when|while|as|although|because|since|that|which)\b/i.test(before))
    return undefined
  const rest = sentence.slice(words[at + stems.length - 1]!.end).trim()
  return finite.test(rest) ? rest : undefined
}

/** A common word (`film`, `anode`) is another thing in each study. */
function isSpecific(name: string): boolean {
  return /\s|\p{Lu}|\d|.{10}/u.test(name)
}

function isGoodName(name: string): boolean {
  return (
    /^[\p{L}\p{N}][\p{L}\p{N} /'-]{2,49}$/u.test(name) &&
    /\p{L}{3}/u.test(name) &&
    !/ (?:the|a|and|or|of) |^(?:high|low|new|good|different|various|obvious|relevant|main|important) /.test(name) &&
    !/^(?:sample|study|work|paper|result|figure|value|data|author)/i.test(name)
  )
}

/** A topic is another thing: neither name may hold a word of the other. */
function isTopic(topic: Entity, bridge: Entity): boolean {
  if (!topicTypes.has(topic.type) || !isGoodName(topic.name) || !/\s|.{7}/.test(topic.name)) return false
  const words = new Set(contentStems(bridge.name))
  return !contentStems(topic.name).some((stem) => words.has(stem))
}

/** Whether a passage holds most of a description: it would answer alone. */
function isTold(words: string, key: string): boolean {
  const stems = contentStems(words)
  return stems.filter((stem) => key.includes(` ${stem} `)).length > stems.length / 2
}

function isFar(a: Chunk, b: Chunk): boolean {
  return a.documentId !== b.documentId || Math.abs(a.index - b.index) >= farApart
}

/**
 * The sentence of a passage that says something of a bridge and a topic: `topic of bridge` (own), or a clause whose subject is
 * the bridge (subject). With the topic as it is printed there.
 */
function saidOf(
  { text }: Chunk,
  bridge: string,
  topic: string,
): { kind: 'own' | 'subject'; sentence: string; topic: string } | undefined {
  const [bridgeStems, topicStems] = [bridge, topic].map((name) => readWords(name).map(({ stem }) => stem)) as [
    string[],
    string[],
  ]
  for (const { start, end } of splitSentences(text)) {
    const sentence = readable(text.slice(start, end))
    if (!/[.]$/.test(sentence) || sentence.length > 400 || /[|=]|-\s/.test(sentence)) continue
    const words = readWords(sentence)
    const placeOf = (stems: readonly string[]): number =>
      words.findIndex((_, at) => stems.every((stem, step) => words[at + step]?.stem === stem))
    const [bridgeAt, topicAt] = [placeOf(bridgeStems), placeOf(topicStems)]
    if (bridgeAt === -1 || topicAt === -1) continue
    const [bridgeEnd, topicEnd] = [bridgeAt + bridgeStems.length, topicAt + topicStems.length]
    const between = (from: number, to: number): string => sentence.slice(words[from]?.end ?? 0, words[to]?.start ?? 0)
    const printed = sentence.slice(words[topicAt]!.start, words[topicEnd - 1]!.end)
    if (
      /^\s(?:of|in|for|on|at|between|to|with|from|by) (?:the |a |an )?(?:[\w-]+ ){0,2}$/.test(
        between(topicEnd - 1, bridgeAt),
      )
    ) {
      return { kind: 'own', sentence, topic: printed }
    }
    if (
      isClause(sentence, bridge, between(bridgeEnd - 1, topicAt)) ||
      isClause(sentence, topic, between(topicEnd - 1, bridgeAt))
    ) {
      return { kind: 'subject', sentence, topic: printed }
    }
  }
  return undefined
}

/** Whether a thing is the subject of a sentence and what follows, up to another thing, is said of it. */
function isClause(sentence: string, subject: string, gap: string): boolean {
  const isNear = gap !== '' && gap.split(' ').length <= reach.topic + 2 && !clauseEnd.test(gap)
  return isNear && clauseOf(sentence, subject) !== undefined
}

/** A fair draw by hash, with few from one bridge, one topic or one document. */
function choose(found: readonly TwoHopQuestion[], limit: number): TwoHopQuestion[] {
  const counts = new Map<string, number>()
  const chosen: TwoHopQuestion[] = []
  for (const question of found.toSorted((a, b) => (sha256(a.text) < sha256(b.text) ? -1 : 1))) {
    const { text, bridge, topic, words, first, second } = question
    const limits: [string, number][] = [
      [`text ${text}`, 1],
      [`second ${second.sentence}`, 2],
      [`words ${words}`, most.ofDescription],
      [`bridge ${bridge}`, most.ofBridge],
      [`topic ${topic}`, most.ofTopic],
      ...[...new Set([first.documentId, second.documentId])].map((id): [string, number] => [id, most.ofDocument]),
    ]
    if (limits.some(([key, limit]) => (counts.get(key) ?? 0) >= limit)) continue
    for (const [key] of limits) counts.set(key, (counts.get(key) ?? 0) + 1)
    chosen.push(question)
    if (chosen.length === limit) break
  }
  return chosen
}
