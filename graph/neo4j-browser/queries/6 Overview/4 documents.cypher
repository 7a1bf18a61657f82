// Documents (table)
MATCH (d:Document)
RETURN d.title AS title, d.authors AS authors, d.year AS year, d.license AS licence, d.chunk_count AS passages, d.source AS source
ORDER BY title LIMIT 300
