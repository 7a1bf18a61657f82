// Tasks with their answers and training pairs (picture)
MATCH task = (k:Task)-[:MADE_FROM]->(:Document)
OPTIONAL MATCH answer = (:Trace)-[:ABOUT]->(k)
OPTIONAL MATCH pair = (:Pair)-[:ABOUT]->(k)
RETURN task, answer, pair ORDER BY k.written_at DESC, k.id LIMIT 60
