// One material (picture)
// What is said about it. Write a name between the quotes; left empty, the most mentioned material is taken.
WITH '' AS wanted
MATCH (m:Material)
WHERE wanted = '' OR toLower(m.name) = toLower(wanted) OR wanted IN m.aliases
WITH m ORDER BY m.mentions DESC LIMIT 1
MATCH statement = (m)-[r:IS_A|PART_OF|MADE_OF|HAS_PROPERTY|PRODUCED_BY|USED_FOR|INFLUENCES|RELATES_TO]-(other:Entity)
RETURN statement
ORDER BY r.predicate <> 'appears with' DESC, other:Material, r.evidence_count DESC, r.id LIMIT 14
