// ---
// title: Which pairs are joined twice by one type of relationship?
// description: >-
//   No row in a sound graph. Two relationships of a type between one pair count everything twice; one row per pair and type.
// returns:
//   what: what is wrong
//   id: ids of the start and the end
//   detail: how many there are
// tags: [integrity]
// ---
MATCH (a)-->(b)
WITH a, count(*) AS links, count(DISTINCT b) AS ends
WHERE links > ends
// Only of the few nodes that several relationships join to one other are the types read.
MATCH (a)-[r]->(b)
WITH a, b, type(r) AS type, count(*) AS n
WHERE n > 1
RETURN 'two relationships of one type between one pair' AS what, a.id + ' ' + type + ' ' + b.id AS id, toString(n) AS detail
ORDER BY id, detail, what
