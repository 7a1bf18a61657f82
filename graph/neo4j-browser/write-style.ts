import type { EntityType, RelationType } from '#core/knowledge.ts'
import type { linkTypes, nodeLabels } from '#graph/neo4j/neo4j-labels.ts'

type StyledLabel = EntityType | Exclude<(typeof nodeLabels)[number], 'Entity'>
type StyledType = RelationType | (typeof linkTypes)[number]

interface Look {
  readonly color: string
  readonly border: string
  /** Of the caption inside. */
  readonly text: string
  readonly diameter: number
}

const look = (color: string, border: string, diameter: number, text = '#2A2C34'): Look => ({
  color,
  border,
  text,
  diameter,
})

/** One look for each kind of node; an entity has the label of its kind, so `Entity` itself has none. */
const looks: Readonly<Record<StyledLabel, Look>> = {
  Material: look('#F79767', '#DD6F3A', 80),
  Property: look('#57C7E3', '#23A3C4', 75),
  Process: look('#8DCC93', '#5DB665', 75),
  Structure: look('#FFD86E', '#E0AE22', 75),
  Method: look('#C990C0', '#A9609D', 75),
  Application: look('#F2A5B5', '#DB7089', 75),
  Concept: look('#D2D6DC', '#A3A9B3', 75),
  Document: look('#3E5C8A', '#27406B', 100, '#FFFFFF'),
  DocumentText: look('#E8EBF0', '#C3C9D3', 50),
  Chunk: look('#B9CBE4', '#86A3CC', 80),
  Evidence: look('#FFF6D6', '#D9C06A', 100),
  Quantity: look('#D7F2F8', '#57C7E3', 95),
  Task: look('#7B5EA7', '#5B3F87', 80, '#FFFFFF'),
  Trace: look('#4C8B6B', '#2F6B4C', 80, '#FFFFFF'),
  Pair: look('#B05C5C', '#8C3D3D', 80, '#FFFFFF'),
  DroppedPair: look('#D9BDBD', '#B05C5C', 60),
  GrowthStep: look('#A7C4A0', '#5F8F55', 70),
  UndoneMerge: look('#D2D6DC', '#A3A9B3', 50),
  NacreStore: look('#E8EBF0', '#C3C9D3', 50),
}

/** Statements between entities are drawn stronger and carry the words of the text. */
const statement = { width: 2, color: '#5C6B80', caption: '{predicate}' }
const link = (caption: string): Wire => ({ width: 1, color: '#B5BCC8', caption })

interface Wire {
  readonly width: number
  readonly color: string
  readonly caption: string
}

const wires: Readonly<Record<StyledType, Wire>> = {
  IS_A: statement,
  PART_OF: statement,
  MADE_OF: statement,
  HAS_PROPERTY: statement,
  PRODUCED_BY: statement,
  USED_FOR: statement,
  INFLUENCES: { ...statement, width: 3 },
  RELATES_TO: { ...statement, width: 1 },
  HAS_TEXT: link('has text'),
  HAS_CHUNK: link('passage'),
  NEXT: link('next'),
  MENTIONS: link('mentions'),
  STATES: link('states'),
  HAS_QUANTITY: link('gives value'),
  OF: { width: 2, color: '#57A9BC', caption: '{property}' },
  MADE_FROM: link('made from'),
  ABOUT: link('is about'),
  CITES: link('cites'),
  FOLLOWS: link('by way of'),
  CHOSEN: link('chosen'),
  DEFINES: link('defines'),
  SAME_AS: { width: 3, color: '#86A3CC', caption: '{reason}' },
}

/**
 * The style sheet of Neo4j Browser (`style.grass`). Its two readers know no comments, take a declaration with a second
 * colon for none, and want single quotes around a caption with braces.
 */
export function writeStyle(): string {
  const nodes = Object.entries(looks).map(([label, { color, border, text, diameter }]) =>
    rule(`node.${label}`, {
      color,
      'border-color': border,
      'text-color-internal': text,
      diameter: `${diameter}px`,
      caption: `'{name}'`,
    }),
  )
  const relationships = Object.entries(wires).map(([type, { color, width, caption }]) =>
    rule(`relationship.${type}`, { color, 'shaft-width': `${width}px`, caption: `'${caption}'` }),
  )
  const basics = [
    rule('node', {
      color: '#D2D6DC',
      'border-color': '#A3A9B3',
      'border-width': '2px',
      'text-color-internal': '#2A2C34',
      diameter: '50px',
      'font-size': '13px',
      caption: `'{name}'`,
    }),
    rule('relationship', {
      color: '#B5BCC8',
      'shaft-width': '1px',
      'font-size': '11px',
      padding: '3px',
      'text-color-external': '#000000',
      'text-color-internal': '#FFFFFF',
      caption: `'<type>'`,
    }),
  ]
  return [...basics, ...nodes, ...relationships].join('\n')
}

function rule(selector: string, declarations: Readonly<Record<string, string>>): string {
  const lines = Object.entries(declarations).map(([name, value]) => `  ${name}: ${value};\n`)
  return `${selector} {\n${lines.join('')}}\n`
}
