// Bridges between two documents: rare things that both speak of (picture)
// Write two titles between the quotes; left empty, the two documents with most bridges are taken.
WITH '' AS first, '' AS second
MATCH (a:Document)-[:HAS_CHUNK]->(:Chunk)-[:MENTIONS]->(e:Entity)<-[:MENTIONS]-(:Chunk)<-[:HAS_CHUNK]-(b:Document)
WHERE a.id < b.id AND ((first = '' AND second = '') OR (a.title IN [first, second] AND b.title IN [first, second]))
WITH a, b, collect(DISTINCT e) AS both
UNWIND both AS e
WITH a, b, e, COUNT { MATCH (e)<-[:MENTIONS]-(:Chunk)<-[:HAS_CHUNK]-(d:Document) RETURN DISTINCT d } AS documents
WHERE documents <= 4
WITH a, b, collect(e) AS bridges ORDER BY size(bridges) DESC, a.id LIMIT 1
UNWIND bridges[..12] AS bridge
MATCH left = (a)-[:HAS_CHUNK]->(:Chunk)-[:MENTIONS]->(bridge)
MATCH right = (bridge)<-[:MENTIONS]-(:Chunk)<-[:HAS_CHUNK]-(b)
RETURN left, right LIMIT 80
