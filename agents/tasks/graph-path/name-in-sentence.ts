import { escapeRegExp } from '#core/escape-reg-exp.ts'

export interface NameInSentence {
  /** With its article, where it has one. */
  readonly text: string
  readonly bare: string
  readonly isPlural: boolean
}

/** A name as its sentence prints it: in the plural, with its article, with a hyphen where the name has a space. */
export function nameInSentence(name: string, sentence: string): NameInSentence {
  const words = name.split(/[\s-]+/).map((word) => escapeRegExp(word))
  const spelled = words.join(String.raw`[\s\-‐‑–]+`)
  const find = (printed: string, ending: string) =>
    new RegExp(
      String.raw`\b(?<article>an?|the|each)?\s*(?<printed>${printed})(?<ending>${ending})(?!\p{L})`,
      'iu',
    ).exec(sentence)
  const found = find(spelled, '(?:e?s)?') ?? (name.endsWith('y') ? find(spelled.slice(0, -1), 'ies') : null)
  const { article, printed = name, ending = '' } = found?.groups ?? {}
  // A word that begins a sentence is large there only.
  const isOwn = /^\p{Lu}\p{Ll}/u.test(printed) && !/^\p{Lu}\p{Ll}/u.test(name)
  const bare = `${isOwn ? printed.charAt(0).toLowerCase() + printed.slice(1) : printed}${ending}`
  const withArticle = article === undefined ? bare : `${article.toLowerCase()} ${bare}`
  return { text: withArticle, bare, isPlural: ending !== '' }
}

/** The verb that goes with the number of a name: `forms` -> `form`, `is made of` -> `are made of`, `can cause` stays. */
export function predicateFor({ isPlural }: NameInSentence, predicate: string): string {
  if (!isPlural) return predicate
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

/** The first letter large, unless the word is a formula or an abbreviation. */
export function capitalise(text: string): string {
  return /^\p{Ll}{2}/u.test(text) || /^an? /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text
}
