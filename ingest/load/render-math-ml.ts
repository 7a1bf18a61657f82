import { renderSuperscript } from './render-superscript.ts'

/** What is read of a node of a formula, whichever parser made it. */
export interface MathNode {
  readonly name?: string
  readonly data?: string
  readonly children?: readonly MathNode[]
}

const relations = /^[=<>≤≥≈≃≅∼~±×⋅→⟶∝≡≠∈+]$/u
/** The same formula in another language, and what nobody sees. */
const leftOut = new Set(['annotation', 'annotation-xml', 'mphantom', 'mspace'])

/** MathML as a line of text: `σ = F/A`, `10^6`, `√(2x)`; small print as `renderSuperscript` gives it. */
export function renderMathMl(root: MathNode): string {
  return render(root).replace(/\s+/g, ' ').trim()
}

function render(node: MathNode): string {
  const { data, children = [] } = node
  if (data !== undefined) return data.trim()
  const name = node.name?.replace(/^.*:/, '') ?? ''
  if (leftOut.has(name)) return ' '
  const parts = children.filter((child) => child.name !== undefined)
  const part = (index: number): string => {
    const found = parts[index]
    return found === undefined ? '' : render(found).trim()
  }
  switch (name) {
    case 'mo': {
      const sign = children.map(render).join('')
      return relations.test(sign) ? ` ${sign} ` : sign
    }
    case 'mtext':
      return children.map(({ data: text = '' }) => text).join('')
    case 'msup':
      return part(0) + renderSuperscript(part(0), part(1))
    case 'msub':
    case 'munder':
      return part(0) + part(1)
    case 'mover':
      return part(0)
    case 'msubsup':
    case 'munderover':
      return part(0) + part(1) + renderSuperscript(`${part(0)}${part(1)}`, part(2))
    case 'mfrac':
      return `${inBrackets(part(0))}/${inBrackets(part(1))}`
    case 'msqrt':
      return `√(${parts.map(render).join('').trim()})`
    case 'mroot':
      return `(${part(0)})^(1/${part(1)})`
    case 'mtd':
    case 'mtr':
      return `${parts.map(render).join('')} `
    default:
      return children.map(render).join('')
  }
}

function inBrackets(text: string): string {
  return /^(?:[\p{L}\p{N}.]|\(.*\))+$/u.test(text) ? text : `(${text})`
}
