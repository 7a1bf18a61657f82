/**
 * Two-hop questions over a corpus that was ingested, composed by code: one sentence names a material beside something
 * else, another passage gives a value of a property of that material. The question hides the material:
 * "LSCF reacts with a certain material and forms an insulating layer. What is the ionic conductivity of this material?"
 * Writes a folder in the shape that `retrieval.ts` reads, with the chunks of the corpus as its passages.
 * Usage: node test/bench/make-two-hop-questions.ts --data FOLDER --out FOLDER [--n 100] [--seed 1]
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createRandom } from '#core/create-random.ts'
import { drawChunks } from '#agents/tasks/draw-chunks.ts'
import type { Chunk } from '#core/chunk.ts'
import type { Entity } from '#core/knowledge.ts'
import { splitSentences } from '#core/split-sentences.ts'
import { openSqliteGraphStore } from '#graph/sqlite-graph-store.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '.nacre' },
    out: { type: 'string' },
    n: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
})
if (values.out === undefined) throw new Error('Expected --out FOLDER.')

/** Chunks of one document that lie nearer than this are taken for one section. */
const chunksApart = 4
/** A material that half the corpus speaks of hides nothing. */
const mostChunks = 60
const questionsOfOneMaterial = 5

const graph = openSqliteGraphStore(join(values.data, 'graph.sqlite'))
const random = createRandom(Number(values.seed))
const titles = new Map((await graph.listDocuments()).map(({ id, title }) => [id, title]))
const titleOf = (chunk: Chunk): string => titles.get(chunk.documentId) ?? ''

interface Question {
  readonly id: string
  readonly question: string
  readonly answer: string
  readonly paragraphs: readonly {
    readonly title: string
    readonly paragraph_text: string
    readonly is_supporting: true
  }[]
  readonly hidden: string
  readonly sentences: readonly [string, string]
}

const questions: Question[] = []
const asked = new Map<string, number>()
const chunks: Chunk[] = []
for await (const chunk of drawChunks(graph, random)) chunks.push(chunk)
for (const chunk of chunks) {
  if (questions.length >= Number(values.n)) break
  for (const told of random.shuffle(await propertiesTold(chunk))) {
    const question = await compose(told, chunk)
    if (question === undefined) continue
    questions.push(question)
    asked.set(question.hidden, (asked.get(question.hidden) ?? 0) + 1)
  }
}

mkdirSync(values.out, { recursive: true })
const corpus = chunks.map((chunk) => ({ title: titleOf(chunk), text: chunk.text }))
writeFileSync(join(values.out, 'two_hop_corpus.json'), JSON.stringify(corpus, undefined, 1))
writeFileSync(join(values.out, 'two_hop.json'), JSON.stringify(questions, undefined, 1))
for (const { question, answer, hidden, sentences } of questions) {
  console.log(`${question}\n    [${hidden}] ${answer}\n    1. ${sentences[0]}\n    2. ${sentences[1]}`)
}
console.error(`${questions.length} questions over ${chunks.length} passages.`)
await graph.close()

/** A property of a material that a sentence of a chunk speaks of, or gives the value of. */
interface Told {
  readonly material: Entity
  readonly property: string
  readonly sentence: string
}

async function propertiesTold(chunk: Chunk): Promise<readonly Told[]> {
  const stated = (await graph.relationsOfChunks([chunk.id]))
    .filter(({ relation }) => relation.type === 'HAS_PROPERTY')
    .map(({ subject, object, evidence }) => ({
      material: subject,
      property: object.name,
      sentence: tidy(evidence[0]?.sentence ?? ''),
    }))
  const mentioned = (await graph.entitiesOfChunks([chunk.id])).get(chunk.id) ?? []
  const byId = new Map(mentioned.map(({ entity }) => [entity.id, entity]))
  const measured = (await graph.quantitiesOfChunks([chunk.id])).flatMap((quantity): Told[] => {
    const { property, materialId = '' } = quantity
    const material = byId.get(materialId)
    const at = quantity.start - chunk.start
    const span = splitSentences(chunk.text).find(({ start, end }) => start <= at && at < end)
    if (property === undefined || material === undefined || span === undefined) return []
    return [{ material, property, sentence: tidy(chunk.text.slice(span.start, span.end)) }]
  })
  return [...stated, ...measured]
}

async function compose({ material, property, sentence: second }: Told, chunk: Chunk): Promise<Question | undefined> {
  if (!isSpecific(material.name) || (asked.get(material.name) ?? 0) >= questionsOfOneMaterial) return undefined
  if (!standsAlone(second) || questions.some(({ answer }) => answer === second)) return undefined
  const frequency = (await graph.chunkFrequency([material.id])).get(material.id) ?? 0
  if (frequency < 2 || frequency > mostChunks) return undefined

  for (const edge of random.shuffle(await graph.neighbours(material.id, { limit: 64, evidenceLimit: 3 }))) {
    for (const { chunkId, sentence } of edge.evidence) {
      const first = (await graph.getChunks([chunkId])).get(chunkId)
      const clean = tidy(sentence)
      if (first === undefined || !areApart(first, chunk) || !standsAlone(clean)) continue
      if (clean.includes(property) || first.text.includes(second) || chunk.text.includes(clean)) continue
      const masked = mask(clean, material.name)
      if (masked === undefined) continue
      return {
        id: `two-hop-${questions.length + 1}`,
        question: `${masked} What is said of the ${property} of this material?`,
        answer: second,
        hidden: material.name,
        sentences: [clean, second],
        paragraphs: [first, chunk].map((each) => ({
          title: titleOf(each),
          paragraph_text: each.text,
          is_supporting: true,
        })),
      }
    }
  }
  return undefined
}

function tidy(sentence: string): string {
  return sentence.replaceAll(/\s+/g, ' ').trim()
}

/** A name that stands for one thing (a formula, a trade name, a compound), not "electrode" or "the film". */
function isSpecific(name: string): boolean {
  return /[\p{Lu}\d]/u.test(name) || name.includes(' ') || /(?:ite|ene|ina|ide|onia|ium|ate|ose|on)$/.test(name)
}

function areApart(a: Chunk, b: Chunk): boolean {
  return a.documentId !== b.documentId || Math.abs(a.index - b.index) >= chunksApart
}

function standsAlone(sentence: string): boolean {
  const words = sentence.split(' ').length
  return (
    words >= 7 &&
    words <= 40 &&
    /^\p{Lu}/u.test(sentence) &&
    sentence.endsWith('.') &&
    /\b(?:is|are|was|were|has|have|can|may|shows?|leads?|increases?|reduces?|\p{L}+ed)\b/u.test(sentence) &&
    !/[:;]\s|\be\.g\.|\bi\.e\.|\([a-h]\)/.test(sentence) &&
    !/\b(?:fig(?:ure|s|\.)?|table|eq|this|these|that of|it|its|here|therein|respectively|et al)\b|[|[\]]/i.test(
      sentence,
    )
  )
}

/** The sentence with the material hidden; undefined where it is not named once, as a word of its own. */
function mask(sentence: string, name: string): string | undefined {
  const escaped = name.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)
  const places = [
    ...sentence.matchAll(new RegExp(String.raw`(?<![\p{L}\p{N}/-])${escaped}s?(?![\p{L}\p{N}/-])`, 'giu')),
  ]
  const place = places[0]
  if (place === undefined || places.length !== 1 || sentence.split(name).length > 2) return undefined
  const masked = `${sentence.slice(0, place.index)}a certain material${sentence.slice(place.index + place[0].length)}`
  return masked.replace(/\b(?:an?|the) a certain/i, 'a certain').replace(/^a certain/, 'A certain')
}
