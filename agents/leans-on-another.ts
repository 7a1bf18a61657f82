/** Whether a sentence points at the one before it, so that it says nothing alone. */
export function leansOnAnother(sentence: string): boolean {
  return /^(?:This|These|Those|That|It|Its|They|Their|Such)\b/.test(sentence)
}
