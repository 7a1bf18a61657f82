import { normalForm } from '#graph/resolve/normal-form.ts'
import { materialsInText } from './materials-in-text.ts'

/**
 * The first material of a claim that none of the texts speaks of, under any of its known names; undefined where there is none. A name
 * that is a word of a longer one (`silk` of `spider silk`) is spoken of with it.
 */
export function unknownMaterial(claim: string, texts: readonly string[]): string | undefined {
  const known = materialsInText(texts.join(' . '))
  const words = new Set(
    texts.flatMap((text) => (text.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => normalForm(word).key)),
  )
  return materialsInText(claim).find(
    ({ name, key }) =>
      !known.some((other) => other.key === key || ` ${other.key} `.includes(` ${key} `)) &&
      !name.split(/[\s-]+/).every((word) => words.has(normalForm(word).key)),
  )?.name
}
