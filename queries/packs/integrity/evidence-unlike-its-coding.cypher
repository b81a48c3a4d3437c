// ---
// title: Which excerpts and statements say something else than their coding?
// description: >-
//   No row in a sound graph. Evidence copies from its coding whether it counts, its interview and its participant; one row
//   per excerpt or statement that has another value.
// returns:
//   what: what is wrong
//   id: id of the excerpt or statement
//   detail: its coding
// tags: [integrity]
// ---
MATCH (c:Coding)-[:CODING_OF]->(i:Interview)
CALL (c) {
  MATCH (e:Excerpt {coding: c.id})
  RETURN e.id AS id, e.counts AS counts, e.interview AS interview, e.participant AS person
  UNION ALL
  MATCH (e:Statement {coding: c.id})
  RETURN e.id AS id, e.counts AS counts, e.interview AS interview, e.participant AS person
}
WITH c, i, id, coalesce(counts, false) <> coalesce(c.counts, false) AS counts,
  coalesce(interview, '') <> i.id OR coalesce(person, '') <> coalesce(i.participant, '') AS origin
WHERE counts OR origin
RETURN CASE WHEN counts THEN 'evidence that counts otherwise than its coding'
  ELSE 'evidence of another interview or participant than its coding' END AS what, id, c.id AS detail
ORDER BY id, detail, what
