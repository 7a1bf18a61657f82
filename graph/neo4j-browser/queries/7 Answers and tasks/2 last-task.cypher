// Last task (picture)
// The passage it is about, and what that speaks of.
MATCH (t:Task) WITH t ORDER BY t.written_at DESC, t.id LIMIT 1
MATCH about = (t)-[:ABOUT]->(c:Chunk)<-[:HAS_CHUNK]-(:Document)
OPTIONAL MATCH named = (c)-[m:MENTIONS]->(:Entity)
RETURN about, named ORDER BY m.count DESC LIMIT 20
