// Values of one material (picture)
// All that was measured on it. Write a name between the quotes; left empty, the one with most values is taken.
WITH '' AS wanted
MATCH (m:Material)
WHERE wanted = '' OR toLower(m.name) = toLower(wanted) OR wanted IN m.aliases
WITH m ORDER BY COUNT { (m)<-[:OF]-(:Quantity) } DESC, m.id LIMIT 1
MATCH value = (q:Quantity)-[:OF]->(m) WHERE q.property IS NOT NULL
RETURN value LIMIT 60
