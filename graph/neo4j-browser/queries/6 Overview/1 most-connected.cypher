// Most connected (picture)
// The things with most statements, and how they hang together.
MATCH (e:Entity)
WITH e, COUNT { (e)-[:IS_A|PART_OF|MADE_OF|HAS_PROPERTY|PRODUCED_BY|USED_FOR|INFLUENCES|RELATES_TO]-(:Entity) } AS degree
ORDER BY degree DESC, e.id LIMIT 15
WITH collect(e) AS hubs
UNWIND hubs AS hub
OPTIONAL MATCH between = (hub)-[:IS_A|PART_OF|MADE_OF|HAS_PROPERTY|PRODUCED_BY|USED_FOR|INFLUENCES|RELATES_TO]->(other:Entity)
WHERE other IN hubs
RETURN hub, between LIMIT 200
