// Process to property (picture)
// Process, structure, property. Write a property between the quotes to see what leads to it; left empty, all are taken.
WITH '' AS wanted
MATCH chain = (process:Process)-[r1:PRODUCED_BY|INFLUENCES|RELATES_TO|USED_FOR]-(structure:Structure|Material)
  -[r2:HAS_PROPERTY|INFLUENCES|RELATES_TO]-(property:Property)
WHERE wanted = '' OR toLower(property.name) = toLower(wanted)
RETURN chain
ORDER BY structure:Structure DESC, (r1.predicate <> 'appears with') AND (r2.predicate <> 'appears with') DESC,
  r1.evidence_count + r2.evidence_count DESC, process.id, structure.id, property.id LIMIT 12
