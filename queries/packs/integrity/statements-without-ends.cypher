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
CALL () {
  MATCH (s:Statement)
  OPTIONAL MATCH (s)-[:SUBJECT]->(e)
  WHERE e.id = s.subject
  WITH s, e
  WHERE e IS NULL
  RETURN 'a statement without its subject' AS what, s.id AS id, s.subject AS detail
  UNION ALL
  MATCH (s:Statement)
  WHERE s.object IS NOT NULL
  OPTIONAL MATCH (s)-[:OBJECT]->(e)
  WHERE e.id = s.object
  WITH s, e
  WHERE e IS NULL
  RETURN 'a statement without its object' AS what, s.id AS id, s.object AS detail
  UNION ALL
  MATCH (s:Statement)
  WHERE s.phase IS NOT NULL
  OPTIONAL MATCH (s)-[:IN_PHASE]->(f:Phase)
  WHERE f.id = s.phase
  WITH s, f
  WHERE f IS NULL
  RETURN 'a statement without its phase' AS what, s.id AS id, s.phase AS detail
}
RETURN what, id, detail
ORDER BY id, what, detail
