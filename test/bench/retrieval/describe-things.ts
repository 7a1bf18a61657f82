import type { Chunk } from '#core/chunk.ts'
import type { Entity, EntityType } from '#core/knowledge.ts'
import { splitSentences } from '#core/split-sentences.ts'
import { readWords } from '#graph/retrieve/read-words.ts'

/** A sentence and where it stands. */
export interface Stated {
  readonly chunkId: string
  readonly documentId: string
  readonly sentence: string
}

/** A sentence that says something of a thing: `words` is what follows "that". */
export interface Description extends Stated {
  readonly entity: Entity
  readonly words: string
  readonly isPlural: boolean
}

/** Words of a description: fewer say too little, more are no question. */
const descriptionWords = { least: 4, most: 18 }
/** What a thing is called that is not named. */
export const kinds: Partial<Record<EntityType, readonly [singular: string, plural: string]>> = {
  Material: ['material', 'materials'],
  Process: ['process', 'processes'],
  Method: ['method', 'methods'],
  Structure: ['structure', 'structures'],
  Application: ['application', 'applications'],
  Property: ['quantity', 'quantities'],
}
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
const beforeSubject = /^(?:[^,;:()]{0,60},\s)?(?:(?:the|a|an|all|most|many|some)\s)?(?:[\w-]+\s){0,3}$/i
/** What points elsewhere, denies, or is no prose makes no good question. */
const unfit =
  /\b(?:not|no|this|these|those|that|which|it|they|their|its|we|our|us|here|such|above|below|respectively|shown|figure|fig|figs|table|eq|ref|refs|section|sample|samples|specimens?|following|previous|next|same|other|another|discussed|described|reported|presented|listed|found that|expected|considered|in order|both|former|latter|experiments?|study|studies|work|given|literature|the case|respect|conclusion|by the \w+ed|i\.e|e\.g|account|arrows?|micrographs?|images?|seen|plotted|denoted|discuss|value of|appl(?:y|ied) to)\b|[[\]=~|<>*°"]|\d{4,}|-\s|\p{Co}|\uFFFD/iu
/** A symbol of a formula. */
const symbol = /\s[B-Z]\s/
/** What sentences say of things, in the order of the passages. */
export function* describeThings(
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
export function readable(text: string): string {
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
export function clauseOf(sentence: string, name: string): string | undefined {
  const words = readWords(sentence)
  const stems = readWords(name).map(({ stem }) => stem)
  const at = words.findIndex((_, index) => stems.every((stem, step) => words[index + step]?.stem === stem))
  if (at === -1) return undefined
  const before = sentence.slice(0, words[at]!.start)
  if (!beforeSubject.test(before) || /\b(?:if|when|while|as|although|because|since|that|which)\b/i.test(before))
    return undefined
  const rest = sentence.slice(words[at + stems.length - 1]!.end).trim()
  if (finite.test(rest)) return rest
  // `The toughness of epoxy grows`: what is said of it there holds of it.
  const after = /^(?:of|in|for|on) (?:[\w-]+ ){1,4}?(?<rest>.*)$/.exec(rest)?.groups?.rest
  const cut =
    after === undefined
      ? -1
      : rest
          .split(' ')
          .findIndex((_, index, list) => index > 1 && index < 6 && finite.test(list.slice(index).join(' ')))
  return cut === -1 ? undefined : rest.split(' ').slice(cut).join(' ')
}

/** A common word (`film`, `anode`) is another thing in each study. */
function isSpecific(name: string): boolean {
  return /\s|\p{Lu}|\d/u.test(name)
}

/** A name of words, that is no word of reports. */
export function isGoodName(name: string): boolean {
  return (
    /^[\p{L}\p{N}][\p{L}\p{N} /'-]{2,49}$/u.test(name) &&
    /\p{L}{3}/u.test(name) &&
    !/ (?:the|a|and|or|of) |^(?:high|low|new|good|different|various|obvious|relevant|main|important) /.test(name) &&
    !/^(?:sample|study|work|paper|result|figure|value|data|author)/i.test(name)
  )
}
