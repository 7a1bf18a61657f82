// One material (table)
// What is said about it, sentence by sentence. Write a name between the quotes; left empty, the most mentioned one.
WITH '' AS wanted
MATCH (m:Material)
WHERE wanted = '' OR toLower(m.name) = toLower(wanted) OR wanted IN m.aliases
WITH m ORDER BY m.mentions DESC LIMIT 1
MATCH (m)-[r:IS_A|PART_OF|MADE_OF|HAS_PROPERTY|PRODUCED_BY|USED_FOR|INFLUENCES|RELATES_TO]-(:Entity)
MATCH (d:Document)-[:HAS_CHUNK]->(c:Chunk)-[:STATES]->(v:Evidence {relation_id: r.id})
RETURN startNode(r).name AS subject, r.predicate AS says, endNode(r).name AS object, v.sentence AS sentence,
  d.title AS document, c.page AS page
ORDER BY r.evidence_count DESC, document, c.position LIMIT 100
