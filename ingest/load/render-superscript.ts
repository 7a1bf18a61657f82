/** Units that are squared and cubed; others (`S`, `K`, `V`) are more often symbols. */
const units = /(?:^|[^\p{L}])(?:[kcmdµμnp]?m|[mµμnp]?s|in|ft)$/u
const functions = /(?:sin|cos|tan|log|exp)$/
const word = /\p{Ll}{3}$/u
const references = /^\d{1,3}(?:\s?[,–-]\s?\d{1,3})*$/
const mark = /^(?:st|nd|rd|th|°|º|\*|†|‡|®|™|′|″|['"])$/i

/**
 * A superscript as it is printed in running text: `m−1`, `cm2`, `Ca2+` and `5th` as they stand, exponents of numbers
 * and symbols with a caret (`10^6`, `S^2`, `m^0.5`), and reference numbers after words in brackets (`tough[12]`).
 */
export function renderSuperscript(before: string, superscript: string): string {
  const content = superscript.trim().replace(/^[-–](?=\d)/, '−')
  if (content === '') return ''
  if (mark.test(content) || /^\[\d{1,3}\]$/.test(content)) return content
  const tail = before.slice(-12)
  const isInteger = /^\d{1,3}$/.test(content)
  const isUnit = units.test(tail)
  if (references.test(content) && !isUnit && !functions.test(tail)) {
    const isReference = word.test(tail) || /[.,;:”"]$/.test(tail) || (!isInteger && tail.endsWith(')'))
    if (isReference) return `[${content.replace(/\s/g, '')}]`
  }
  if (/\d$/.test(tail)) return /^[+−]$/.test(content) ? content : `^${content}`
  if (/^−\d+$/.test(content) || /^\d*[+−]$/.test(content) || (isUnit && isInteger)) return content
  return `^${content}`
}
