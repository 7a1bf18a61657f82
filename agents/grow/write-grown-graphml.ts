import { escapeXml } from '#graph/export/xml-text.ts'
import type { GrownGraph } from './grown-graph.ts'

/** A grown graph as GraphML (graphml.graphdrawing.org); iterations and chunks are lists between spaces. */
export function writeGrownGraphml({ nodes, edges }: GrownGraph): string {
  const data = (key: string, value: string): string => `<data key="${key}">${escapeXml(value)}</data>`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    '  <key id="name" for="node" attr.name="name" attr.type="string"/>',
    '  <key id="names" for="node" attr.name="names" attr.type="string"/>',
    '  <key id="iterations" for="all" attr.name="iterations" attr.type="string"/>',
    '  <key id="type" for="edge" attr.name="type" attr.type="string"/>',
    '  <key id="chunks" for="edge" attr.name="chunks" attr.type="string"/>',
    '  <key id="known" for="edge" attr.name="known" attr.type="boolean"/>',
    '  <graph id="grown" edgedefault="directed">',
    ...nodes.map(
      ({ name, names, iterations }, index) =>
        `    <node id="n${index}">${data('name', name)}${data('names', names.join('; '))}${data('iterations', iterations.join(' '))}</node>`,
    ),
    ...edges.map(
      ({ from, to, type, iterations, chunkIds, isKnown }, index) =>
        `    <edge id="e${index}" source="n${from}" target="n${to}">${data('type', type)}${data('iterations', iterations.join(' '))}` +
        `${data('chunks', chunkIds.join(' '))}${data('known', String(isKnown))}</edge>`,
    ),
    '  </graph>',
    '</graphml>',
    '',
  ].join('\n')
}
