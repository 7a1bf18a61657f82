// Most connected (table)
MATCH (e:Entity)
WITH e, COUNT { (e)-[:IS_A|PART_OF|MADE_OF|HAS_PROPERTY|PRODUCED_BY|USED_FOR|INFLUENCES|RELATES_TO]-(:Entity) } AS relations
RETURN e.name AS concept, e.type AS kind, relations, e.mentions AS mentions
ORDER BY relations DESC, concept LIMIT 50
