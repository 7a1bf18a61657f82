// What there is (table)
MATCH (n) UNWIND labels(n) AS kind
WITH kind, count(*) AS number WHERE kind <> 'Entity'
RETURN kind, number ORDER BY number DESC LIMIT 50
