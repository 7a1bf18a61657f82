// A statement (picture)
// Where it stands: document, passage, sentence. Write a subject and an object between the quotes; left empty, a good one.
WITH '' AS subject, '' AS object
MATCH (s:Entity)-[r:IS_A|PART_OF|MADE_OF|HAS_PROPERTY|PRODUCED_BY|USED_FOR|INFLUENCES|RELATES_TO]->(o:Entity)
WHERE (subject = '' OR toLower(s.name) = toLower(subject)) AND (object = '' OR toLower(o.name) = toLower(object))
WITH s, r, o ORDER BY r:HAS_PROPERTY OR r:INFLUENCES DESC, r.evidence_count DESC, r.id LIMIT 1
MATCH place = (:Document)-[:HAS_CHUNK]->(c:Chunk)-[:STATES]->(v:Evidence {relation_id: r.id})
OPTIONAL MATCH named = (c)-[:MENTIONS]->(e:Entity) WHERE e IN [s, o]
RETURN s, r, o, place, named ORDER BY v.id LIMIT 8
