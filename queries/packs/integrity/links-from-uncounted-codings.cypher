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
MATCH (a)-[l:CAUSES|LEADS_TO|MITIGATES|OCCURS_IN]->(b)
CALL (a, l, b) {
  MATCH (s:Statement {pair: a.id + '|' + toLower(type(l)) + '|' + b.id})
  RETURN s.coding AS coding, s.counts AS counts
  UNION ALL
  MATCH (s:Statement {occurs: a.id + '|' + b.id})
  WHERE type(l) = 'OCCURS_IN'
  RETURN s.coding AS coding, s.counts AS counts
}
WITH a, l, b, coding, counts
ORDER BY coding
WITH a, type(l) AS type, b, collect(DISTINCT coding) AS codings, max(CASE WHEN counts THEN 1 ELSE 0 END) AS some
WHERE some = 0
RETURN 'a link from codings that do not count' AS what, a.id + ' ' + type + ' ' + b.id AS id,
  reduce(all = '', coding IN codings | all + CASE all WHEN '' THEN '' ELSE '; ' END + coding) AS detail
ORDER BY id, detail, what
