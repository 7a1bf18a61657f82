// Two documents (picture)
// Rare things that both speak of. Write two titles between the quotes; left empty, the two with most of them are taken.
WITH '' AS first, '' AS second
MATCH (a:Document)-[:HAS_CHUNK]->(:Chunk)-[:MENTIONS]->(e:Entity)<-[:MENTIONS]-(:Chunk)<-[:HAS_CHUNK]-(b:Document)
WHERE a.id < b.id AND ((first = '' AND second = '') OR (a.title IN [first, second] AND b.title IN [first, second]))
WITH a, b, collect(DISTINCT e) AS both
UNWIND both AS e
WITH a, b, e, COUNT { MATCH (e)<-[:MENTIONS]-(:Chunk)<-[:HAS_CHUNK]-(d:Document) RETURN DISTINCT d } AS documents
WHERE documents <= 4
WITH a, b, e ORDER BY documents, e.mentions DESC, e.id
WITH a, b, collect(e) AS bridges ORDER BY size(bridges) DESC, a.id, b.id LIMIT 1
UNWIND bridges[..4] AS bridge
CALL (a, bridge) {
  MATCH left = (a)-[:HAS_CHUNK]->(c:Chunk)-[m:MENTIONS]->(bridge)
  RETURN left ORDER BY m.count DESC, c.position LIMIT 1
}
CALL (b, bridge) {
  MATCH right = (bridge)<-[m:MENTIONS]-(c:Chunk)<-[:HAS_CHUNK]-(b)
  RETURN right ORDER BY m.count DESC, c.position LIMIT 1
}
RETURN left, right LIMIT 20
