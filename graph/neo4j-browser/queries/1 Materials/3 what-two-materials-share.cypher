// Two materials (picture)
// What they have in common. Write two names between the quotes; left empty, two that share much are taken.
WITH '' AS first, '' AS second
MATCH (a:Material)--(shared:Entity)--(b:Material)
WHERE a.id < b.id AND NOT shared:Material
  AND ((first = '' AND second = '') OR
    (toLower(a.name) IN [toLower(first), toLower(second)] AND toLower(b.name) IN [toLower(first), toLower(second)]))
WITH a, b, collect(DISTINCT shared) AS shared
ORDER BY size(shared) DESC, a.id LIMIT 1
UNWIND shared AS common
MATCH left = (a)--(common)
MATCH right = (common)--(b)
RETURN left, right LIMIT 60
