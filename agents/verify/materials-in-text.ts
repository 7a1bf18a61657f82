import { isFormula } from '#graph/resolve/is-formula.ts'
import { joinKey } from '#graph/resolve/join-key.ts'
import { materialNames } from '#graph/resolve/material-names.ts'
import { normalForm } from '#graph/resolve/normal-form.ts'

const longestName = 3

interface NamedMaterial {
  /** As printed. */
  readonly name: string
  /** Equal for names of one substance: `Al2O3` and `alumina`. */
  readonly key: string
}

/** The materials that a text names, the longest name at each place; both of `alumina-PMMA`. */
export function materialsInText(text: string): readonly NamedMaterial[] {
  const words = (text.match(/[\p{L}\p{N}][\p{L}\p{N}().-]*/gu) ?? []).map(trimWord)
  const found: NamedMaterial[] = []
  for (let start = 0; start < words.length; start++) {
    let taken = 0
    for (let length = Math.min(longestName, words.length - start); length >= 1 && taken === 0; length--) {
      const material = readMaterial(words.slice(start, start + length).join(' '))
      if (material === undefined) continue
      found.push(material)
      taken = length
    }
    if (taken === 0)
      found.push(
        ...(words[start] ?? '')
          .split('-')
          .slice(0, 4)
          .flatMap((part) => readPart(part, words[start]!)),
      )
    start += Math.max(0, taken - 1)
  }
  return found
}

function readMaterial(name: string): NamedMaterial | undefined {
  const { key } = normalForm(name)
  if (!materialNames.has(key) && !(!name.includes(' ') && isFormula(name))) return undefined
  return { name, key: joinKey({ key, type: 'Material' }) }
}

/** A part of a word with hyphens; `nacre-like` is no nacre. */
function readPart(part: string, word: string): NamedMaterial[] {
  if (!word.includes('-') || part.length < 3 || /-(?:like|inspired|free)$/.test(word)) return []
  const material = readMaterial(part)
  return material === undefined ? [] : [material]
}

/** Without the closing marks that belong to the sentence. */
function trimWord(word: string): string {
  const bare = word.replace(/[.-]+$/, '')
  return bare.includes('(') ? bare : bare.replace(/[).]+$/, '')
}
