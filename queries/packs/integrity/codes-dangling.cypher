// ---
// title: Which codes lead nowhere?
// description: >-
//   No row in a sound graph. Every code has a kind; what it denotes is an entity of that kind, with a name; a code that it
//   answers or is a child of is another code; what asks about something is a marker. That an issue code denotes nothing is no fault: 'mitigraph check' warns of it.
// returns:
//   what: what is wrong
//   id: id of the code
//   detail: its kind, and what it leads to
// tags: [integrity]
// ---
MATCH (c:Code)
OPTIONAL MATCH (c)-[:DENOTES]->(e)
WITH c, e, [label IN labels(e) | toLower(label)] AS kinds
WITH c, e, CASE
  WHEN c.kind IS NULL THEN 'a code without a kind'
  WHEN e IS NOT NULL AND (e.id IS NULL OR e.name IS NULL) THEN 'a code that denotes nothing with a name'
  WHEN e IS NOT NULL AND NOT c.kind IN kinds THEN 'a code that denotes an entity of another kind'
  WHEN c.answers IS NOT NULL AND NOT EXISTS { MATCH (a:Code) WHERE a.id = c.answers } THEN 'a code that answers no code'
  WHEN EXISTS { MATCH (c)-[:ASKS_ABOUT]->(topic) WHERE c.kind <> 'marker' OR topic.name IS NULL } THEN 'no marker, or one that asks about nothing with a name'
  WHEN EXISTS { (c)-[:CHILD_OF]->(c) } THEN 'a code that is its own parent'
  END AS what
WHERE what IS NOT NULL
RETURN what, c.id AS id, coalesce(c.kind, '?') + ' ' + coalesce(e.id, c.answers, '?') AS detail
ORDER BY id, detail, what
