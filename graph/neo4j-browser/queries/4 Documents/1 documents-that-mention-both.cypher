// A and B (picture)
// Documents that mention both. Write two names between the quotes; left empty, the top material and property.
WITH '' AS first, '' AS second
CALL (first) {
  MATCH (e:Entity) WHERE toLower(e.name) = toLower(first) OR (first = '' AND e:Material)
  RETURN e AS a ORDER BY e.mentions DESC, e.id LIMIT 1
}
CALL (second, a) {
  MATCH (e:Entity) WHERE e <> a AND (toLower(e.name) = toLower(second) OR (second = '' AND e:Property))
  RETURN e AS b ORDER BY e.mentions DESC, e.id LIMIT 1
}
MATCH one = (d:Document)-[:HAS_CHUNK]->(:Chunk)-[:MENTIONS]->(a)
MATCH other = (d)-[:HAS_CHUNK]->(:Chunk)-[:MENTIONS]->(b)
RETURN one, other LIMIT 60
