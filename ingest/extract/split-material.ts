import type { TextSpan } from '#core/pair.ts'
import { isFormula } from '#graph/resolve/is-formula.ts'
import { parseFormula } from '#graph/resolve/parse-formula.ts'
import type { MaterialRun } from './find-materials.ts'
import { materialNames } from './lexicon/material-names.ts'
import type { WordToken } from './tokenise-words.ts'

/** The spans of the materials of a sentence, and of the materials inside them. */
export function splitMaterials(tokens: readonly WordToken[], runs: readonly MaterialRun[]): TextSpan[] {
  const inRuns = new Set(runs.flatMap((run) => tokens.slice(run.first, run.last + 1)))
  const before = tokens.filter((token) => !inRuns.has(token)).flatMap((token) => materialBeforeHyphen(token) ?? [])
  return [...runs.flatMap((run) => splitMaterial(tokens, run)), ...before]
}

/** Words that say in which form a material is: they stay out of its span. */
const formBefore =
  /^(?:amorphous|(?:mono|poly|multi|nano|micro|single)?-?crystalline|glassy|vitreous|activated|working|counter|reference|liquid|solid|dry|humidified|compressed|synthetic)$/
const formAfter =
  /^(?:ions?|cations?|anions?|fib(?:re|er)s?|nanofib(?:re|er)s?|cloth|papers?|felt|foams?|foils?|nanotubes?|nanoparticles?|nanowires?|nanoplatelets?|dots?|wires?|pastes?)$/

/** The spans of a material and of the materials inside it: `Pt/C` holds Pt and C, `4H-SiC` holds SiC. */
function splitMaterial(tokens: readonly WordToken[], run: MaterialRun): TextSpan[] {
  let { first: from, last: to } = run
  while (from < to && formBefore.test(tokens[from]?.lower ?? '')) from++
  while (from < to && formAfter.test(tokens[to]?.lower ?? '')) to--
  const first = tokens[from]
  const last = tokens[to]
  if (first === undefined || last === undefined) return []
  const whole = { start: first.start, end: last.end }
  if (from === to && formAfter.test(first.lower)) return []
  if (to === from + 1 && last.text === 'black') return [whole, spanOf(first), spanOf(last)]
  if (from !== to || !/[/–@=═-]/.test(first.text)) return [whole]
  const hasSlash = first.text.includes('/')
  const isPolytype = /^\d[HCR]-/.test(first.text)
  const parts = hasSlash || isPolytype ? partsOf(first, hasSlash) : []
  return hasSlash && areGases(first.text) ? parts : [whole, ...parts]
}

/** `H2/N2`, `O2/Ar`: two substances side by side, no material of its own. */
function areGases(text: string): boolean {
  return text.split('/').some((part) => /^(?:H2|N2|O2|Ar|He|CO2?|CH4|NH3|H2O|air|Cl2|H\+|Li\+|Na\+)$/.test(part))
}

/** The material in front of an adjective: `carbon` in `carbon-supported`, `Pt` in `Pt-based`. */
function materialBeforeHyphen(token: WordToken): TextSpan | undefined {
  const match = /^([\p{L}\p{N}()]+)-\p{Ll}{3,}$/u.exec(token.text)
  const part = match?.[1]
  if (part === undefined) return undefined
  const isName =
    materialNames.has(part.toLowerCase()) || isFormula(part, { before: '', after: token.text.slice(part.length) })
  return isName ? { start: token.start, end: token.start + part.length } : undefined
}

function spanOf({ start, end }: WordToken): TextSpan {
  return { start, end }
}

function partsOf(token: WordToken, hasSlash: boolean): TextSpan[] {
  const spans: TextSpan[] = []
  let offset = token.start
  for (const part of token.text.split(hasSlash ? /(\/)/ : /([–@-])/)) {
    const isElement = hasSlash && /^[A-Z][a-z]?$/.test(part) && parseFormula(part) !== undefined
    if (
      part.length > 0 &&
      (materialNames.has(part.toLowerCase()) || isElement || isFormula(part) || (hasSlash && part.length > 1))
    )
      spans.push({ start: offset, end: offset + part.length })
    offset += part.length
  }
  return spans
}
