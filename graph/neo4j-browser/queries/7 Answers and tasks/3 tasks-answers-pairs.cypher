// Tasks and pairs (picture)
// Tasks with their documents, answers and training pairs.
MATCH task = (k:Task)-[:MADE_FROM]->(:Document)
OPTIONAL MATCH answer = (:Trace)-[:ABOUT]->(k)
OPTIONAL MATCH pair = (:Pair)-[:ABOUT]->(k)
RETURN task, answer, pair ORDER BY k.written_at DESC, k.id LIMIT 60
