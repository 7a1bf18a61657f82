import { escapeRegExp } from '#core/escape-reg-exp.ts'
import type { PathStep } from '#core/task.ts'

/**
 * A path as one question that names its beginning, hides what lies between, and asks for its end:
 * "Cellulose nanofibrils form a material. What is the water content of this material?"
 */
export function phrasePathQuestion(path: readonly PathStep[]): string {
  const first = path[0]
  const last = path.at(-1)
  if (first === undefined || last === undefined || path.length < 2)
    throw new RangeError('A path has two steps or more.')
  const subject = nameIn(first.subject, first.evidence.text)
  const predicate = subject.isPlural ? toPlural(first.predicate) : first.predicate
  const between = path.slice(1, -1).map((step) => ` that ${step.predicate} ${oneOf(step)}`)
  const beginning = `${capitalise(subject.text)} ${predicate} ${oneOf(first)}${between.join('')}`
  const hidden = kindWords[path.at(-2)!.objectType]
  if (last.predicate === 'has') return `${beginning}. What is the ${last.object} of this ${hidden}?`
  return `${beginning}. This ${hidden} ${last.predicate} which ${kindWords[last.objectType]}?`
}

const kindWords = {
  Material: 'material',
  Property: 'property',
  Process: 'process',
  Structure: 'structure',
  Method: 'method',
  Application: 'application',
  Concept: 'concept',
} as const

function oneOf({ objectType }: PathStep): string {
  const word = kindWords[objectType]
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`
}

/** A name as its sentence prints it: in the plural, or with its article. */
function nameIn(name: string, sentence: string): { readonly text: string; readonly isPlural: boolean } {
  const escaped = escapeRegExp(name)
  const found = new RegExp(String.raw`\b(?<article>an?|the|each)?\s*${escaped}(?<ending>e?s)?(?!\p{L})`, 'iu').exec(
    sentence,
  )
  const isPlural = found?.groups?.ending !== undefined
  const article = found?.groups?.article?.toLowerCase()
  return { text: `${article === undefined ? '' : `${article} `}${name}${found?.groups?.ending ?? ''}`, isPlural }
}

/** `forms` -> `form`, `is made of` -> `are made of`, `can cause` stays. */
function toPlural(predicate: string): string {
  const [verb = '', ...rest] = predicate.split(' ')
  const irregular: Readonly<Record<string, string>> = { is: 'are', has: 'have', does: 'do' }
  const plural =
    irregular[verb] ??
    verb
      .replace(/(?<=[^s])ies$/, 'y')
      .replace(/(?<=(?:ss|sh|ch|x|z))es$/, '')
      .replace(/(?<=[^s])s$/, '')
  return [plural, ...rest].join(' ')
}

function capitalise(text: string): string {
  return /^\p{Ll}{2}/u.test(text) || /^an? /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text
}
