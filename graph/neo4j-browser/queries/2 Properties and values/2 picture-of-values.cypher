// One property (picture)
// Its values, and the materials they belong to. Write a name between the quotes; left empty, the one with most values.
WITH '' AS wanted
MATCH (q:Quantity)-[:OF]->(:Material)
WHERE q.property IS NOT NULL AND (wanted = '' OR toLower(q.property) = toLower(wanted))
WITH q.property AS property, count(q) AS values ORDER BY values DESC, property LIMIT 1
MATCH value = (:Quantity {property: property})-[:OF]->(:Material)
RETURN value ORDER BY nodes(value)[0].id LIMIT 20
