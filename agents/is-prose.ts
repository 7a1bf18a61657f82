/** Whether a text is a whole sentence of words: begins with a capital, a digit or a formula, ends with a full stop, is no row of a table or list of symbols. */
export function isProse(text: string): boolean {
  if (!/^["“(]?(?:[\p{Lu}\p{N}]|[a-z]{1,2}\p{Lu}|[α-ω]-)/u.test(text) || !/[.!]["”)]?$/.test(text)) return false
  if (/[|=\t]|\.{3}|https?:|@/.test(text)) return false
  if ((text.match(/\(/g)?.length ?? 0) !== (text.match(/\)/g)?.length ?? 0)) return false
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  return letters >= 0.6 * text.replace(/\s/g, '').length
}
