// ---
// title: Which statements rest on no excerpt, or on one of another coding?
// description: >-
//   No row in a sound graph. A statement is a reading of excerpts of its own coding; one row per statement.
// returns:
//   what: what is wrong
//   id: id of the statement
//   detail: its coding
// tags: [integrity]
// ---
MATCH (s:Statement)
OPTIONAL MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
WITH s, count(x) AS excerpts, sum(CASE WHEN x.coding <> s.coding THEN 1 ELSE 0 END) AS foreign
WHERE excerpts = 0 OR foreign > 0
RETURN CASE WHEN excerpts = 0 THEN 'a statement without an excerpt' ELSE 'a statement on an excerpt of another coding' END AS what,
  s.id AS id, s.coding AS detail
ORDER BY id, detail, what
