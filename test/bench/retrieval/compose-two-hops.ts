import type { Chunk } from '#core/chunk.ts'
import { sha256 } from '#core/id.ts'
import type { Entity, EntityType } from '#core/knowledge.ts'
import { splitSentences } from '#core/split-sentences.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { contentStems, phraseKey, readWords } from '#graph/retrieve/read-words.ts'
import { clauseOf, describeThings, isGoodName, kinds, readable, type Stated } from './describe-things.ts'

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

/** Chunks of one document that are further apart than this stand in different sections as a rule. */
const farApart = 3
const most = { ofBridge: 14, ofDescription: 6, ofTopic: 6, ofDocument: 90 }
/** What many passages speak of is no bridge, and no topic: there would be many answers. */
const mostPassages = { bridge: 45, topic: 150 }
/** Words between a subject and a topic of its clause. */
const reach = { topic: 18 }

const topicTypes: ReadonlySet<EntityType> = new Set([
  'Property',
  'Process',
  'Structure',
  'Method',
  'Application',
  'Material',
])

/** What tells of what was done in one study: it says of another study's thing of the same name nothing. */
const done = /^(?:was|were|had|(?:has|have) been)\s/
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
  for (const first of describeThings(chunks, mentioned)) {
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

export /** A topic is another thing: neither name may hold a word of the other. */
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
