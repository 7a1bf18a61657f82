import { drawChunks } from '#agents/tasks/draw-chunks.ts'
import { findDistractors } from '#agents/tasks/graph-path/find-distractors.ts'
import { tellsSomething } from '#agents/tasks/graph-path/tells-something.ts'
import { wordCount } from '#agents/tasks/graph-path/word-count.ts'
import { writeOpenBookPrompt } from '#agents/tasks/graph-path/write-open-book-prompt.ts'
import { createRandom } from '#core/create-random.ts'
import { throwIfCancelled } from '#core/errors.ts'
import { makeId } from '#core/id.ts'
import type { BookSentence, PathStep, SourceSentence, Task } from '#core/task.ts'
import type { GraphStore, StatedRelation } from '#graph/graph-store.ts'
import { phraseStepQuestion } from './phrase-step-question.ts'
import { quoteExcerpt } from './quote-excerpt.ts'

/** Sentences that the policy is shown, the one that answers among them. */
const bookSentences = 5
/** Questions that one sentence answers. */
const questionsOfOneSentence = 2
/** The same question among other sentences is another lesson. */
const booksOfOneQuestion = 3
/** A shorter sentence says nothing, a longer one is a list. */
const sentenceWords = { fewest: 6, most: 40 }

export interface RoundTasks {
  /** From documents that training may see. */
  readonly training: readonly Task[]
  /** Whose answer stands in a document that training never sees. */
  readonly heldOut: readonly Task[]
}

/**
 * Open-book tasks from the graph, written by code: the question is a stated relation with its end left out, the book five
 * sentences around it, and the place of the right one goes round. A training task shows no sentence of a held-out
 * document. The same graph and seed give the same tasks.
 */
export async function drawRoundTasks(
  graph: GraphStore,
  options: {
    readonly seed: number
    readonly heldOutDocuments: ReadonlySet<string>
    readonly signal?: AbortSignal | undefined
  },
): Promise<RoundTasks> {
  const { seed, heldOutDocuments, signal } = options
  const random = createRandom(seed)
  const training: Task[] = []
  const heldOut: Task[] = []
  const remembering = rememberNeighbours(graph)
  const timesUsed = new Map<string, number>()
  const asked = new Set<string>()
  for await (const chunk of drawChunks(graph, createRandom(seed + 1))) {
    throwIfCancelled(signal)
    const steps = (await graph.relationsOfChunks([chunk.id])).map(toStep)
    const passage = steps.flatMap((step) => step?.evidence ?? [])
    for (const step of random.shuffle(steps)) {
      const question = step === undefined ? undefined : phraseStepQuestion(step)
      if (step === undefined || question === undefined || asked.has(question)) continue
      const used = timesUsed.get(step.evidence.text) ?? 0
      if (used >= questionsOfOneSentence) continue
      const isHeldOut = heldOutDocuments.has(step.evidence.documentId)
      const list = isHeldOut ? heldOut : training
      asked.add(question)
      const books = isHeldOut ? 1 : booksOfOneQuestion
      for (let each = 0; each < books; each++) {
        const book = await findBook(step, { turn: list.length, isHeldOut, passage })
        if (book === undefined) break
        timesUsed.set(step.evidence.text, used + 1)
        list.push(toTask({ seed, question, step, book }))
      }
    }
  }
  return { training: random.shuffle(training), heldOut }

  /** Sentences about the same things and, where those are too few, of the same passage; undefined where all are too few. */
  async function findBook(
    step: PathStep,
    options: { readonly turn: number; readonly isHeldOut: boolean; readonly passage: readonly SourceSentence[] },
  ): Promise<readonly BookSentence[] | undefined> {
    const { turn, isHeldOut, passage } = options
    const isFit = ({ documentId, text }: SourceSentence): boolean =>
      (isHeldOut || !heldOutDocuments.has(documentId)) && isOtherwise(text, step)
    const near = (await findDistractors({ path: [step], shape: 'chain' }, remembering)).filter(isFit)
    const taken = new Set([step.evidence.text, ...near.map(({ text }) => text)])
    const beside = passage.filter(
      (sentence) =>
        isFit(sentence) &&
        !sentence.text.toLowerCase().includes(step.object.toLowerCase()) &&
        !taken.has(sentence.text) &&
        taken.add(sentence.text),
    )
    const others = [...random.shuffle(near), ...random.shuffle(beside)].slice(0, bookSentences - 1)
    if (others.length < bookSentences - 1) return undefined
    const book = others.map((sentence): BookSentence => ({ sentence }))
    return book.toSpliced(turn % bookSentences, 0, { sentence: step.evidence, step: 0 })
  }
}

/** The step that a stated relation is, if one readable sentence says all of it. */
function toStep({ relation, subject, object, evidence }: StatedRelation): PathStep | undefined {
  const place = evidence[0]
  if (place === undefined) return undefined
  const { chunkId, documentId, page, start, end, sentence: text } = place
  const words = wordCount(text)
  const lower = text.toLowerCase()
  const isSaid =
    words >= sentenceWords.fewest &&
    words <= sentenceWords.most &&
    !text.includes('|') &&
    lower.includes(subject.name.toLowerCase()) &&
    lower.includes(object.name.toLowerCase()) &&
    tellsSomething(relation, text)
  if (!isSaid) return undefined
  return {
    subject: subject.name,
    subjectType: subject.type,
    type: relation.type,
    predicate: relation.predicate,
    object: object.name,
    objectType: object.type,
    evidence: { chunkId, documentId, start, end, text, ...(page === undefined ? {} : { page }) },
  }
}

/** A sentence about the same subject with the same verb might answer, too. */
function isOtherwise(text: string, { subject, predicate }: PathStep): boolean {
  const lower = text.toLowerCase()
  const verb = predicate.split(' ').at(predicate.startsWith('is ') ? 1 : -1) ?? predicate
  const says = lower.includes(subject.toLowerCase()) && lower.includes(verb.slice(0, -1).toLowerCase())
  return !says && /[.!?]$/.test(text.trim())
}

/** Many books are drawn around the same entities: the same questions to the graph are asked once. */
function rememberNeighbours(graph: GraphStore): Pick<GraphStore, 'findEntities' | 'neighbours'> {
  const entities = new Map<string, ReturnType<GraphStore['findEntities']>>()
  const neighbours = new Map<string, ReturnType<GraphStore['neighbours']>>()
  return {
    findEntities: (name, options) => {
      const found = entities.get(name) ?? graph.findEntities(name, options)
      entities.set(name, found)
      return found
    },
    neighbours: (id, options) => {
      const found = neighbours.get(id) ?? graph.neighbours(id, options)
      neighbours.set(id, found)
      return found
    },
  }
}

function toTask(parts: {
  readonly seed: number
  readonly question: string
  readonly step: PathStep
  readonly book: readonly BookSentence[]
}): Task {
  const { seed, question, step, book } = parts
  const { evidence } = step
  const path = [{ ...step, evidence: quoteExcerpt(step, question) }]
  const trainingPrompt = writeOpenBookPrompt(question, book)
  return {
    id: makeId('task', 'open-book', seed, trainingPrompt),
    profile: 'graph-path',
    seed,
    question,
    trainingPrompt,
    passage: { chunkId: evidence.chunkId, documentId: evidence.documentId, title: '', text: evidence.text },
    keySentence: evidence,
    fact: evidence.text,
    factOrigin: 'sentence',
    context: { passages: [], relations: path },
    path,
    book,
    documentIds: [...new Set(book.map(({ sentence }) => sentence.documentId))].toSorted(),
    generator: { model: 'graph-path', calls: 0, inputTokens: 0, outputTokens: 0 },
  }
}
