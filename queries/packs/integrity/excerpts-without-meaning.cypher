// ---
// title: Which excerpts have neither a code nor a statement?
// description: >-
//   No row in a sound graph. An excerpt that nobody says anything about is a rest of a load.
// returns:
//   what: what is wrong
//   id: id of the excerpt
//   detail: its coding
// tags: [integrity]
// ---
MATCH (x:Excerpt)
WHERE NOT EXISTS { (x)-[:CODED_AS]->(:Code) } AND NOT EXISTS { (:Statement)-[:SUPPORTED_BY]->(x) }
RETURN 'an excerpt without a code or a statement' AS what, x.id AS id, x.coding AS detail
ORDER BY id, detail, what
