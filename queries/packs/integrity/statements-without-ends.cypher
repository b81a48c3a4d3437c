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
WITH s, [(s)-[r:SUBJECT|OBJECT|IN_PHASE]->(e) WHERE type(r) <> 'IN_PHASE' OR e:Phase | type(r) + ' ' + e.id] AS ends
// Sound statements go first: only the others are taken apart, end by end.
WHERE coalesce(NOT ('SUBJECT ' + s.subject IN ends AND (s.object IS NULL OR 'OBJECT ' + s.object IN ends)
  AND (s.phase IS NULL OR 'IN_PHASE ' + s.phase IN ends)), true)
UNWIND [['subject', 'SUBJECT ', s.subject], ['object', 'OBJECT ', s.object], ['phase', 'IN_PHASE ', s.phase]] AS end
WITH s.id AS id, end[0] AS which, end[1] AS type, end[2] AS named, ends
WHERE (which = 'subject' OR named IS NOT NULL) AND NOT coalesce(type + named IN ends, false)
RETURN 'a statement without its ' + which AS what, id, named AS detail
ORDER BY id, what, detail
