import { isFormula } from '#graph/resolve/is-formula.ts'
import { joinKey } from '#graph/resolve/join-key.ts'
import { materialNames } from '#graph/resolve/material-names.ts'
import { normalForm } from '#graph/resolve/normal-form.ts'

const longestName = 3

/** The materials that a text names, the longest name at each place, each by its printed form and a key that `Al2O3` and `alumina` share. */
export function materialsInText(text: string): readonly { readonly name: string; readonly key: string }[] {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}().-]*[\p{L}\p{N})]|[\p{L}\p{N}]/gu) ?? []
  const found: { name: string; key: string }[] = []
  for (let start = 0; start < words.length; start++) {
    for (let length = Math.min(longestName, words.length - start); length >= 1; length--) {
      const name = words.slice(start, start + length).join(' ')
      const { key } = normalForm(name)
      if (!materialNames.has(key) && !(length === 1 && isFormula(name))) continue
      found.push({ name, key: joinKey({ key, type: 'Material' }) })
      start += length - 1
      break
    }
  }
  return found
}
