// Last answer (picture)
// What it cites, and what the cited passages speak of.
MATCH (t:Trace) WITH t ORDER BY t.written_at DESC, t.id LIMIT 1
MATCH cited = (t)-[:CITES]->(c:Chunk)<-[:HAS_CHUNK]-(:Document)
OPTIONAL MATCH named = (c)-[m:MENTIONS]->(:Entity)
RETURN cited, named ORDER BY m.count DESC LIMIT 20
