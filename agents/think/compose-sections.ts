import type { Evidence } from '#agents/evidence/evidence.ts'
import type { ThinkingSection, ThinkingStatement } from '#core/thinking.ts'
import { copyStatement } from './copy-statement.ts'
import type { RecalledKnowledge } from './recall-knowledge.ts'

const relationsShown = 5
const conceptsShown = 5
const propertiesShown = 4

/** The sections that code writes from the graph and the corpus: what they say needs no belief in the model. */
export function composeSections(knowledge: RecalledKnowledge, evidence: Evidence): readonly ThinkingSection[] {
  return [
    { category: 'Knowledge Graph', statements: unique(relationStatements(knowledge)).slice(0, relationsShown) },
    { category: 'Reasoning Steps', statements: evidence.sentences.slice(0, 1).map(copyStatement) },
    {
      category: 'Relevant Materials or Concepts',
      statements: unique(conceptStatements(knowledge)).slice(0, conceptsShown),
    },
    { category: 'Material Properties', statements: unique(propertyStatements(knowledge)).slice(0, propertiesShown) },
    {
      category: 'Additional Background',
      statements: evidence.background.map(copyStatement),
    },
  ]
}

/** In the form of Graph-PReFLexOR (arXiv 2501.08120): `[A] -[REL]-> [B]`. */
function relationStatements({ relations }: RecalledKnowledge): ThinkingStatement[] {
  return relations.map(({ subject, relation, object, evidence }) => ({
    text: `[${subject.name}] -[${relation.type}]-> [${object.name}]`,
    origin: 'graph',
    chunkIds: [...new Set(evidence.map(({ chunkId }) => chunkId))],
  }))
}

function conceptStatements({ entities, relations }: RecalledKnowledge): ThinkingStatement[] {
  return entities.map(({ entity, chunkIds }) => {
    const own = relations.find(({ subject, relation }) => subject.id === entity.id && relation.type !== 'INFLUENCES')
    const said = own === undefined ? '' : `; ${own.relation.predicate} ${own.object.name}`
    return { text: `${entity.name} (${entity.type.toLowerCase()})${said}`, origin: 'graph', chunkIds }
  })
}

function propertyStatements({ quantities }: RecalledKnowledge): ThinkingStatement[] {
  return quantities.map(({ property, material, condition, text, chunkId }) => {
    const of = material === undefined ? '' : ` of ${material}`
    const at = condition === undefined ? '' : ` (${condition})`
    return { text: `${property}${of}: ${text}${at}`, origin: 'graph', chunkIds: [chunkId] }
  })
}

function unique(statements: readonly ThinkingStatement[]): ThinkingStatement[] {
  return [...new Map(statements.map((statement) => [statement.text.toLowerCase(), statement])).values()]
}
