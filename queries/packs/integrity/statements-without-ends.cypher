// ---
// title: Which statements lack an end, or have another one than they say?
// description: >-
//   No row in a sound graph. A statement has the subject that its property names, and the object and the phase where it
//   names them; one row per end that is not so.
// returns:
//   what: what is wrong
//   id: id of the statement
//   detail: the end that it names
// tags: [integrity]
// ---
MATCH (s:Statement)
CALL (s) {
  WITH s
  WHERE NOT EXISTS { MATCH (s)-[:SUBJECT]->(e) WHERE e.id = s.subject }
  RETURN 'a statement without its subject' AS what, s.subject AS detail
  UNION
  WITH s
  WHERE s.object IS NOT NULL AND NOT EXISTS { MATCH (s)-[:OBJECT]->(e) WHERE e.id = s.object }
  RETURN 'a statement without its object' AS what, s.object AS detail
  UNION
  WITH s
  WHERE s.phase IS NOT NULL AND NOT EXISTS { MATCH (s)-[:IN_PHASE]->(f:Phase) WHERE f.id = s.phase }
  RETURN 'a statement without its phase' AS what, s.phase AS detail
}
RETURN what, s.id AS id, detail
ORDER BY id, what, detail
