// ---
// title: Which interviews did nobody give, or somebody else than they say?
// description: >-
//   No row in a sound graph. One participant gave an interview, and its property names that participant.
// returns:
//   what: what is wrong
//   id: id of the interview
//   detail: the participant whom it names
// tags: [integrity]
// ---
MATCH (i:Interview)
WHERE NOT EXISTS { MATCH (p:Participant)-[:GAVE]->(i) WHERE p.id = i.participant }
RETURN 'an interview that nobody gave' AS what, i.id AS id, i.participant AS detail
ORDER BY id, detail, what
