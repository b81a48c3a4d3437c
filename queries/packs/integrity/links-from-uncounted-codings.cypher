// ---
// title: Which links rest on codings that do not count alone?
// description: >-
//   No row in a sound graph. Another coder's coding stays in the graph and makes no link. A link that has statements, none of
//   a coding that counts, was left over when the coding that counts changed.
// returns:
//   what: what is wrong
//   id: type of the link, and ids of its ends
//   detail: the codings that do not count
// tags: [integrity]
// ---
// The few links without a statement that counts first: only theirs are read whole.
CALL () {
  MATCH (a)-[l:CAUSES|LEADS_TO|MITIGATES]->(b)
  WHERE NOT EXISTS { MATCH (s:Statement {pair: a.id + '|' + toLower(type(l)) + '|' + b.id}) WHERE s.counts = true }
  MATCH (s:Statement {pair: a.id + '|' + toLower(type(l)) + '|' + b.id})
  RETURN a, l, b, s.coding AS coding
  UNION ALL
  MATCH (a)-[l:OCCURS_IN]->(b)
  WHERE NOT EXISTS { MATCH (s:Statement {occurs: a.id + '|' + b.id}) WHERE s.counts = true }
  MATCH (s:Statement {occurs: a.id + '|' + b.id})
  RETURN a, l, b, s.coding AS coding
}
WITH a, l, b, coding
ORDER BY coding
WITH a, type(l) AS type, b, collect(DISTINCT coding) AS codings
RETURN 'a link from codings that do not count' AS what, a.id + ' ' + type + ' ' + b.id AS id,
  reduce(all = '', coding IN codings | all + CASE all WHEN '' THEN '' ELSE '; ' END + coding) AS detail
ORDER BY id, detail, what
