// ---
// title: Which excerpts belong to no coding, or to another one than they say?
// description: >-
//   No row in a sound graph. An excerpt is marked in one coding, and its property names that coding.
// returns:
//   what: what is wrong
//   id: id of the excerpt
//   detail: the coding that it names
// tags: [integrity]
// ---
MATCH (x:Excerpt)
WHERE NOT EXISTS { MATCH (x)-[:MARKED_IN]->(c:Coding) WHERE c.id = x.coding }
RETURN 'an excerpt that belongs to no coding' AS what, x.id AS id, x.coding AS detail
ORDER BY id, detail, what
