/** Whether a sentence gives a reason, so that why and how can be asked. */
export function givesReason(sentence: string): boolean {
  return /\b(?:because|since|therefore|so that|due to|owing to|thereby|which (?:\w+s)|caus(?:e|es|ed)|leads? to|results? in|prevents?|by \w+ing)\b/i.test(
    sentence,
  )
}
