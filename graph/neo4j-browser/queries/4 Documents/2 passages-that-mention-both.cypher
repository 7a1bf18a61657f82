// A and B (table)
// Passages that mention both. Write two names between the quotes; left empty, the top material and property.
WITH '' AS first, '' AS second
CALL (first) {
  MATCH (e:Entity) WHERE toLower(e.name) = toLower(first) OR (first = '' AND e:Material)
  RETURN e AS a ORDER BY e.mentions DESC, e.id LIMIT 1
}
CALL (second, a) {
  MATCH (e:Entity) WHERE e <> a AND (toLower(e.name) = toLower(second) OR (second = '' AND e:Property))
  RETURN e AS b ORDER BY e.mentions DESC, e.id LIMIT 1
}
MATCH (a)<-[m:MENTIONS]-(c:Chunk)-[n:MENTIONS]->(b)
MATCH (d:Document)-[:HAS_CHUNK]->(c)
RETURN a.name AS first, b.name AS second, d.title AS document, c.page AS page, c.text AS passage
ORDER BY m.count + n.count DESC, c.id LIMIT 50
