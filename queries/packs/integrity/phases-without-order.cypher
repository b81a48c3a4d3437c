// ---
// title: Which phases have no place in the workflow?
// description: >-
//   No row in a sound graph. Every phase has an order of its own, from 1.
// returns:
//   what: what is wrong
//   id: id of the phase
//   detail: its order, where it has one
// tags: [integrity]
// ---
MATCH (f:Phase)
WITH f, CASE
  WHEN f.order IS NULL OR f.order < 1 THEN 'a phase without an order'
  WHEN EXISTS { MATCH (g:Phase) WHERE g.order = f.order AND g.id <> f.id } THEN 'two phases with one order'
  END AS what
WHERE what IS NOT NULL
RETURN what, f.id AS id, toString(f.order) AS detail
ORDER BY id, detail, what
