// From A to B (picture)
// How two things are connected. Write two names between the quotes; left empty, the two most mentioned materials.
WITH '' AS first, '' AS second
CALL (first) {
  MATCH (e:Entity) WHERE toLower(e.name) = toLower(first) OR (first = '' AND e:Material)
  RETURN e AS a ORDER BY e.mentions DESC, e.id LIMIT 1
}
CALL (second, a) {
  MATCH (e:Entity) WHERE e <> a AND (toLower(e.name) = toLower(second) OR (second = '' AND e:Material))
  RETURN e AS b ORDER BY e.mentions DESC, e.id LIMIT 1
}
MATCH way = allShortestPaths((a)-[:IS_A|PART_OF|MADE_OF|HAS_PROPERTY|PRODUCED_BY|USED_FOR|INFLUENCES|RELATES_TO*..6]-(b))
RETURN way LIMIT 20
