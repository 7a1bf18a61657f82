// One document (picture)
// What it tells. Write a title between the quotes; left empty, the document with most passages is taken.
WITH '' AS wanted
MATCH (d:Document) WHERE wanted = '' OR toLower(d.title) = toLower(wanted)
WITH d ORDER BY d.chunk_count DESC, d.id LIMIT 1
MATCH (d)-[:HAS_CHUNK]->(c:Chunk)-[:STATES]->(v:Evidence)
MATCH (c)-[:MENTIONS]->(:Entity)-[r:IS_A|PART_OF|MADE_OF|HAS_PROPERTY|PRODUCED_BY|USED_FOR|INFLUENCES]->(:Entity)
WHERE r.id = v.relation_id
RETURN DISTINCT startNode(r) AS subject, r AS says, endNode(r) AS object, r.evidence_count AS sentences
ORDER BY sentences DESC, r.id LIMIT 25
