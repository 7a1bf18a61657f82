// Last answer (picture)
// What it cites, by way of which passages that was found, and what they speak of.
MATCH (t:Trace) WITH t ORDER BY t.written_at DESC, t.id LIMIT 1
MATCH cited = (t)-[:CITES|FOLLOWS]->(c:Chunk)<-[:HAS_CHUNK]-(:Document)
OPTIONAL MATCH named = (c)-[m:MENTIONS]->(:Entity)
RETURN cited, named ORDER BY m.count DESC LIMIT 20
