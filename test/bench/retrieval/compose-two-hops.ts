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
const mostPerBridge = 6
const mostPerTopic = 3
const mostPerDocument = 40
/** What many passages speak of is no bridge, and no topic: there would be many answers. */
const mostPassages = { bridge: 45, topic: 60 }
/** Words of a description: fewer say too little, more are no question. */
const descriptionWords = { least: 5, most: 20 }

const kinds: Partial<Record<EntityType, readonly [singular: string, plural: string]>> = {
  Material: ['material', 'materials'],
  Process: ['process', 'processes'],
  Method: ['method', 'methods'],
  Structure: ['structure', 'structures'],
}
const topicTypes: ReadonlySet<EntityType> = new Set(['Property', 'Process', 'Structure', 'Method', 'Application'])

const finite =
  /^(?:is|are|was|were|can be|has|have|shows?|exhibits?|provides?|contains?|consists?|forms?|increases?|decreases?|reduces?|improves?|promotes?|causes?|leads? to|acts?|serves?|occurs?|plays?|remains?|becomes?|appears?|represents?|refers?|takes?|makes?|gives?|yields?|needs?|offers?|requires?|allows?|enables?|results?|depends?)\s/
const plural =
  /^(?:are|were|have|remain|become|appear|represent|refer|take|make|give|yield|need|show|exhibit|provide|contain|consist|form|increase|decrease|reduce|improve|promote|cause|lead|act|serve|occur|play|require|offer|allow|enable|result|depend)\s/
/** What points elsewhere, denies, or is no prose makes no good question. */
const unfit =
  /\b(?:not|no|this|these|those|that|which|it|they|their|its|we|our|here|such|above|below|also|thus|therefore|however|respectively|shown|figure|fig|table|eq|ref|section|sample|samples|following|previous|next|used in the|same|other|another|discussed|described|reported|presented|listed|found that|expected|considered|and (?:the )?values|in order)\b|[[\]=~|<>*]|\d{5,}|\s[A-Z]\s/i

/**
 * Questions over two sentences that share one thing (the bridge), which the question does not name: the first describes it,
 * the second tells of it and of a topic, and the question asks about the topic of what is described. The two stand in
 * different documents or far apart; the second passage is the only one, apart from the first, that speaks of bridge and topic
 * together. The same graph gives the same questions.
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
    for (const otherId of chunksOf.get(bridge.id) ?? []) {
      const other = chunks.get(otherId)
      if (other === undefined || !isFar(chunks.get(chunkId)!, other)) continue
      for (const { entity: topic } of mentioned.get(otherId) ?? []) {
        if (!isTopic(topic, bridge) || count(topic.id) > mostPassages.topic) continue
        const topicKey = phraseKey(topic.name)
        if (keys.get(chunkId)?.includes(topicKey) === true || isTold(words, keys.get(otherId) ?? '')) continue
        const together = [...(chunksOf.get(topic.id) ?? [])].filter((id) => chunksOf.get(bridge.id)?.has(id))
        if (together.length !== 1) continue
        const sentence = sentenceWith(other, phraseKey(bridge.name), topicKey)
        if (sentence === undefined) continue
        const text = `What is known about ${topic.name} of the ${first.isPlural ? many : singular} that ${words}?`
        if (phraseKey(text).includes(phraseKey(bridge.name))) continue
        const second = { chunkId: otherId, documentId: other.documentId, sentence }
        found.push({ text, bridge: entities.get(bridge.id)?.name ?? '', first, second })
      }
    }
  }
  return choose(found, limit)
}

function* describe(
  chunks: ReadonlyMap<string, Chunk>,
  mentioned: ReadonlyMap<string, readonly { readonly entity: Entity }[]>,
): Generator<Description> {
  for (const [chunkId, { documentId, text }] of chunks) {
    const named = (mentioned.get(chunkId) ?? []).filter(
      ({ entity }) => kinds[entity.type] !== undefined && isGoodName(entity.name),
    )
    for (const { start, end } of splitSentences(text)) {
      const sentence = text.slice(start, end).replaceAll(/\s+/g, ' ')
      if (!/[.]$/.test(sentence) || sentence.length > 320) continue
      const all = readWords(sentence)
      const article = /^(?:the|a|an)\s/i.test(sentence) ? 1 : 0
      for (const { entity } of named) {
        const name = readWords(entity.name)
        const isFirst = name.every(({ stem }, at) => all[article + at]?.stem === stem)
        const last = all[article + name.length - 1]
        if (!isFirst || last === undefined) continue
        const rest = sentence.slice(last.end).trim()
        const words = (/^[^,;:()]+/.exec(rest)?.[0] ?? '').replace(/\.$/, '').trim()
        const length = words.split(' ').length
        if (!finite.test(words) || unfit.test(words) || readWords(words).at(-1)?.isStop !== false) continue
        if (length < descriptionWords.least || length > descriptionWords.most) continue
        yield { chunkId, documentId, sentence, entity, words, isPlural: plural.test(words) }
      }
    }
  }
}

function isGoodName(name: string): boolean {
  return (
    /^[\p{L}\p{N}][\p{L}\p{N} /'-]{2,49}$/u.test(name) &&
    /\p{L}{3}/u.test(name) &&
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

function sentenceWith({ text }: Chunk, ...keys: readonly string[]): string | undefined {
  const sentences = splitSentences(text).map(({ start, end }) => text.slice(start, end).replaceAll(/\s+/g, ' '))
  return sentences.find((sentence) => sentence.length <= 400 && keys.every((key) => phraseKey(sentence).includes(key)))
}

/** A fair draw by hash, with few from one bridge, one topic or one document. */
function choose(found: readonly TwoHopQuestion[], limit: number): TwoHopQuestion[] {
  const counts = new Map<string, number>()
  const chosen: TwoHopQuestion[] = []
  for (const question of found.toSorted((a, b) => (sha256(a.text) < sha256(b.text) ? -1 : 1))) {
    const { text, bridge, first, second } = question
    const limits: [string, number][] = [
      [`text ${text}`, 1],
      [`words ${text.slice(text.indexOf(' of the '))}`, 4],
      [`bridge ${bridge}`, mostPerBridge],
      [`topic ${text.slice(0, text.indexOf(' of the '))}`, mostPerTopic],
      ...[...new Set([first.documentId, second.documentId])].map((id): [string, number] => [id, mostPerDocument]),
    ]
    if (limits.some(([key, most]) => (counts.get(key) ?? 0) >= most)) continue
    for (const [key] of limits) counts.set(key, (counts.get(key) ?? 0) + 1)
    chosen.push(question)
    if (chosen.length === limit) break
  }
  return chosen
}
