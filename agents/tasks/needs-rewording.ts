/** Whether a sentence leaves something open that the rest of its passage has to tell: a pronoun, a definite article without "of …", or an abbreviation alone. */
export function needsRewording(sentence: string): boolean {
  const hasPronoun = /\b(?:it|its|they|their|them|this|these|those|such|here|former|latter|both|respectively)\b/i.test(
    sentence,
  )
  const hasOpenSubject = /^(?:The|A|An) (?!(?:[\w-]+ ){1,5}(?:of|in|between|for) )/.test(sentence)
  const hasBareAbbreviation = /(?<!\()\b\p{Lu}{3,}\b(?!\))/u.test(sentence) && !/\(/.test(sentence)
  return hasPronoun || hasOpenSubject || hasBareAbbreviation
}
