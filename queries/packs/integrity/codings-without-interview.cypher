// ---
// title: Which codings belong to no interview, or to another one than they say?
// description: >-
//   No row in a sound graph. A coding is of one interview, and its property names that interview.
// returns:
//   what: what is wrong
//   id: id of the coding
//   detail: the interview that it names
// tags: [integrity]
// ---
MATCH (c:Coding)
WHERE NOT EXISTS { MATCH (c)-[:CODING_OF]->(i:Interview) WHERE i.id = c.interview }
RETURN 'a coding that belongs to no interview' AS what, c.id AS id, c.interview AS detail
ORDER BY id, detail, what
