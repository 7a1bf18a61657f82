import { drawGraph } from '#agents/report/picture/draw-graph.ts'
import { layoutGraph } from '#agents/report/picture/layout-graph.ts'
import { isNamedRelation } from '#agents/report/is-named-relation.ts'
import type { NeighbourhoodGraph } from '#agents/report/neighbourhood-graph.ts'
import { html, type Html } from '#agents/report/html.ts'
import type { ReportInput } from '#agents/report/report-input.ts'
import { entityTypes } from '#core/knowledge.ts'
import { writeSource } from './write-source.ts'

/** On a narrow screen a picture of all nodes could not be read. */
const nodesOnPhone = 13

/** The picture: the graph around the task, once for wide and once for narrow screens, its legend, and the sentence behind each edge. */
export function writePicture(input: ReportInput): Html {
  const graph = input.neighbourhood
  if (graph.nodes.length === 0) {
    return html`<section id="graph">
      <h2>The graph around it</h2>
      <p class="quiet">The graph names nothing in this passage.</p>
    </section> `
  }
  const label = `Graph of ${graph.nodes.map(({ entity }) => entity.name).join(', ')}`
  return html`<section id="graph" class="wide">
    <h2>The graph around it</h2>
    <p class="lead">
      What the key sentence names (filled), and what the corpus says about it. Each arrow is a sentence that was read.
    </p>
    <figure class="picture">
      <div class="on-wide">${drawGraph(layoutGraph(graph, { width: 1080, lineLength: 20 }), label)}</div>
      <div class="on-narrow">
        ${drawGraph(layoutGraph(firstNodes(graph, nodesOnPhone), { width: 440, lineLength: 15 }), label)}
      </div>
      <figcaption>${writeLegend(graph)}</figcaption>
    </figure>
    <details>
      <summary>The sentence behind each arrow</summary>
      <ul class="relations">
        ${writeEvidence(input)}
      </ul>
    </details>
  </section> `
}

function writeLegend({ nodes, edges }: NeighbourhoodGraph): Html {
  const types = entityTypes.filter((type) => nodes.some(({ entity }) => entity.type === type))
  const hasBeside = edges.some(({ relation }) => !isNamedRelation(relation))
  return html`<ul class="legend">
    ${types.map((type) => html`<li><span class="swatch type-${type.toLowerCase()}"></span>${type}</li>`)}
    <li><span class="swatch task"></span>named in the key sentence</li>
    ${hasBeside ? html`<li><span class="dashes"></span>stand in one sentence</li>` : undefined}
  </ul>`
}

function writeEvidence(input: ReportInput): readonly Html[] {
  const { nodes, edges } = input.neighbourhood
  const names = new Map(nodes.map(({ entity }) => [entity.id, entity.name]))
  return edges.map(
    ({ relation, evidence }) =>
      html`<li>
        <span class="triple"
          ><b>${names.get(relation.subjectId)}</b> <i>${relation.predicate}</i>
          <b>${names.get(relation.objectId)}</b></span
        >
        <q>${evidence.sentence}</q> ${writeSource(evidence, input)}
      </li> `,
  )
}

/** The graph of the first nodes, which are the nearest to the task. */
function firstNodes({ nodes, edges }: NeighbourhoodGraph, count: number): NeighbourhoodGraph {
  const kept = nodes.slice(0, count)
  const ids = new Set(kept.map(({ entity }) => entity.id))
  return {
    nodes: kept,
    edges: edges.filter(({ relation }) => ids.has(relation.subjectId) && ids.has(relation.objectId)),
  }
}
