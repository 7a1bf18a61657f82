// Materials with one property, and its values (picture)
// Write the name of a property between the quotes; left empty, the one with most values is taken.
WITH '' AS wanted
MATCH (q:Quantity)-[:OF]->(:Material)
WHERE q.property IS NOT NULL AND (wanted = '' OR toLower(q.property) = toLower(wanted))
WITH q.property AS property, count(q) AS values ORDER BY values DESC, property LIMIT 1
MATCH value = (:Quantity {property: property})-[:OF]->(:Material)
RETURN value LIMIT 60
