// A statement (table)
// The sentences behind it. Write a subject and an object between the quotes; left empty, the best supported ones.
WITH '' AS subject, '' AS object
MATCH (s:Entity)-[r:IS_A|PART_OF|MADE_OF|HAS_PROPERTY|PRODUCED_BY|USED_FOR|INFLUENCES|RELATES_TO]->(o:Entity)
WHERE (subject = '' OR toLower(s.name) = toLower(subject)) AND (object = '' OR toLower(o.name) = toLower(object))
WITH s, r, o ORDER BY r.evidence_count DESC, r.id LIMIT 25
MATCH (d:Document)-[:HAS_CHUNK]->(c:Chunk)-[:STATES]->(v:Evidence {relation_id: r.id})
RETURN s.name AS subject, r.predicate AS says, o.name AS object, v.sentence AS sentence, d.title AS document, c.page AS page
ORDER BY r.evidence_count DESC, r.id, document LIMIT 100
