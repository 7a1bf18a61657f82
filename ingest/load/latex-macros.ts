import { NacreError } from '#core/errors.ts'

/** What a document defines for itself: `\newcommand{\name}[2]{#1/#2}`. */
export interface LatexMacro {
  readonly parameters: number
  readonly body: string
}

/** Enough for a thesis; macros that call each other can unfold without end. */
const mostExpansions = 100_000
const longestText = 20e6

const definition =
  /\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand|DeclareMathOperator)\*?\s*\{?\s*\\([A-Za-z]+)\s*\}?\s*(?:\[(\d)\])?(\[[^\]]*\])?\s*(?=\{)|\\def\s*\\([A-Za-z]+)((?:#\d)*)\s*(?=\{)/g

/**
 * Puts what the macros of the document itself stand for in their places, as often as they call each other. Macros with an
 * optional argument stay. Errors: `invalid-input` for macros that unfold without end.
 */
export function expandLatexMacros(text: string, source: string): string {
  const macros = new Map<string, LatexMacro>()
  let rest = ''
  let done = 0
  for (const match of text.matchAll(definition)) {
    if (match.index < done) continue
    const start = match.index + match[0].length
    const body = readGroup(text, start)
    if (body === undefined) continue
    const name = match[1] ?? match[4] ?? ''
    const parameters = Number(match[2] ?? (match[5] ?? '').length / 2)
    rest += text.slice(done, match.index)
    done = start + body.length + 2
    if (match[3] === undefined) macros.set(name, { parameters, body })
  }
  rest += text.slice(done)
  return macros.size === 0 ? rest : expand(rest, macros, source)
}

function expand(text: string, macros: ReadonlyMap<string, LatexMacro>, source: string): string {
  let left = mostExpansions
  const tooMany = (): never => {
    throw new NacreError(
      'invalid-input',
      `Expected LaTeX whose own macros come to an end in ${source}; they unfold further and further. Remove the macros that call themselves.`,
    )
  }
  const run = (part: string, depth: number): string => {
    let expanded = ''
    let done = 0
    const call = /\\([A-Za-z]+)/g
    for (let match = call.exec(part); match !== null; match = call.exec(part)) {
      const macro = macros.get(match[1] ?? '')
      if (macro === undefined) continue
      let end = call.lastIndex
      const values: string[] = []
      while (values.length < macro.parameters) {
        const at = end + (/^\s*/.exec(part.slice(end, end + 40))?.[0].length ?? 0)
        const group = readGroup(part, at)
        if (group === undefined) break
        values.push(group)
        end = at + group.length + 2
      }
      if (values.length < macro.parameters) continue
      if (--left < 0 || depth > 50) tooMany()
      const filled = macro.body.replace(/#(\d)/g, (_, index: string) => values[Number(index) - 1] ?? '')
      expanded += part.slice(done, match.index) + run(filled, depth + 1)
      if (expanded.length > longestText) tooMany()
      // The blank that ends the name of a macro is no blank of the text.
      done = macro.parameters === 0 ? end + (/^[ \t]*/.exec(part.slice(end, end + 40))?.[0].length ?? 0) : end
      call.lastIndex = end
    }
    return expanded + part.slice(done)
  }
  return run(text, 0)
}

/** What stands between `{` at a place and its `}`; undefined where there is none. */
function readGroup(text: string, at: number): string | undefined {
  if (text.charAt(at) !== '{') return undefined
  let depth = 0
  for (let index = at; index < text.length; index++) {
    const character = text.charAt(index)
    if (character === '\\') index++
    else if (character === '{') depth++
    else if (character === '}' && --depth === 0) return text.slice(at + 1, index)
  }
  return undefined
}
