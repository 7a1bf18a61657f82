import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { makeId } from '#core/id.ts'

/** A collection for retrieval: passages, questions with the passages that answer them, and triples where there are any. */
export interface Dataset {
  readonly passages: readonly { readonly id: string; readonly title: string; readonly text: string }[]
  readonly questions: readonly { readonly text: string; readonly gold: ReadonlySet<string> }[]
  /** By passage; undefined where the collection has no file of triples. */
  readonly triples: ReadonlyMap<string, readonly Triple[]> | undefined
  readonly counts: {
    readonly malformedTriples: number
    readonly triplesOfOtherPassages: number
    /** Supporting passages that the corpus does not have: a question with one can never be answered whole. */
    readonly missingGold: number
  }
}

export type Triple = readonly [subject: string, predicate: string, object: string]

const passageSchema = z.object({ title: z.string(), text: z.string() })
const questionSchema = z.object({
  question: z.string().min(1),
  paragraphs: z
    .array(
      z.object({
        title: z.string(),
        paragraph_text: z.string().optional(),
        text: z.string().optional(),
        is_supporting: z.boolean(),
      }),
    )
    .optional(),
  supporting_facts: z.array(z.tuple([z.string()]).rest(z.unknown())).optional(),
})
const triplesSchema = z.object({
  docs: z.array(
    z.object({
      title: z.string().optional(),
      text: z.string().optional(),
      passage: z.string(),
      extracted_triples: z.array(z.unknown()),
    }),
  ),
})
const tripleSchema = z.tuple([z.string().trim().min(1), z.string().trim().min(1), z.string().trim().min(1)])

/**
 * Reads a folder with `*_corpus.json` (title, text), a file of questions with `paragraphs` or `supporting_facts`, and, if there
 * is one, a file of triples (`docs` with `extracted_triples`). Bare `NaN`, which is no JSON, is read as null.
 */
export function readDataset(folder: string): Dataset {
  const files = new Map(
    globSync(join(folder, '*.json'))
      .sort()
      .map((path) => [basename(path), readJson(path)]),
  )
  const corpusName = [...files.keys()].find((name) => name.endsWith('_corpus.json'))
  const questionsName = [...files].find(
    ([name, value]) => name !== corpusName && z.array(questionSchema).min(1).safeParse(value).success,
  )?.[0]
  if (corpusName === undefined || questionsName === undefined) {
    throw new Error(
      `Expected *_corpus.json and a file of questions in ${folder}; found ${[...files.keys()].join(', ') || 'no JSON'}.`,
    )
  }
  const corpus = z.array(passageSchema).parse(files.get(corpusName))
  const passages = [
    ...new Map(corpus.map(({ title, text }) => [idOf(title, text), { id: idOf(title, text), title, text }])).values(),
  ]
  const byTitle = Map.groupBy(passages, ({ title }) => title)
  const known = new Set(passages.map(({ id }) => id))
  let missingGold = 0
  const questions = z
    .array(questionSchema)
    .parse(files.get(questionsName))
    .map(({ question, paragraphs, supporting_facts: facts }) => {
      const gold = new Set<string>()
      for (const { title, paragraph_text: paragraph, text, is_supporting: isSupporting } of paragraphs ?? []) {
        if (isSupporting) gold.add(idOf(title, paragraph ?? text ?? ''))
      }
      if (paragraphs === undefined) {
        for (const [title] of facts ?? []) for (const { id } of byTitle.get(title) ?? [{ id: title }]) gold.add(id)
      }
      missingGold += [...gold].filter((id) => !known.has(id)).length
      return { text: question, gold }
    })
  const given = [...files.values()].map((value) => triplesSchema.safeParse(value)).find(({ success }) => success)?.data
  const read = given === undefined ? undefined : readTriples(given, known)
  return {
    passages,
    questions: questions.filter(({ gold }) => gold.size > 0),
    triples: read?.triples,
    counts: { malformedTriples: read?.malformed ?? 0, triplesOfOtherPassages: read?.foreign ?? 0, missingGold },
  }
}

function readTriples({ docs }: z.infer<typeof triplesSchema>, known: ReadonlySet<string>) {
  const triples = new Map<string, Triple[]>()
  let malformed = 0
  let foreign = 0
  for (const { title, text, passage, extracted_triples: extracted } of docs) {
    const cut = passage.indexOf('\n')
    const id = idOf(title ?? passage.slice(0, cut), text ?? passage.slice(cut + 1))
    for (const item of extracted) {
      const { success, data } = tripleSchema.safeParse(item)
      if (!success) malformed++
      else if (!known.has(id)) foreign++
      else triples.set(id, [...(triples.get(id) ?? []), data])
    }
  }
  return { triples, malformed, foreign }
}

function idOf(title: string, text: string): string {
  return makeId('doc', title, text)
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8').replaceAll(/(?<=[[,:]\s*)NaN(?=\s*[,\]}])/g, 'null'))
}
