// One property (table)
// Its values, and the materials they belong to. Write a name between the quotes; left empty, the one with most values.
WITH '' AS wanted
MATCH (q:Quantity)-[:OF]->(:Material)
WHERE q.property IS NOT NULL AND (wanted = '' OR toLower(q.property) = toLower(wanted))
WITH q.property AS property, count(q) AS values ORDER BY values DESC, property LIMIT 1
MATCH (d:Document)-[:HAS_CHUNK]->(c:Chunk)-[:HAS_QUANTITY]->(q:Quantity {property: property})-[:OF]->(m:Material)
RETURN m.name AS material, property, q.text AS value, q.condition AS condition, d.title AS document, c.page AS page
ORDER BY coalesce(q.si_unit, q.unit), coalesce(q.si_maximum, q.maximum) DESC, material LIMIT 200
