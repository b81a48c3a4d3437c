// ---
// title: Which links and statements have a pair that does not name their ends?
// description: >-
//   No row in a sound graph. The property pair of a link is its start and end, that of a statement its subject, relation and
//   object: they are indexed, and loads find by them what they must count anew.
// returns:
//   what: what is wrong
//   id: ids of the link's ends and its type, or of the statement
//   detail: the pair
// tags: [integrity]
// ---
CALL () {
  MATCH (a)-[l:CAUSES|LEADS_TO|MITIGATES|OCCURS_IN|REPORTS|MENTIONS|CO_CODED_WITH]->(b)
  WHERE l.pair IS NULL OR l.pair <> a.id + '|' + b.id
  RETURN 'a link whose pair is not its ends' AS what, a.id + ' ' + type(l) + ' ' + b.id AS id, l.pair AS detail
  UNION ALL
  MATCH (s:Statement)
  WHERE coalesce(s.pair, '') <> coalesce(s.subject + '|' + s.relation + '|' + s.object, '')
  RETURN 'a statement whose pair is not its ends' AS what, s.id AS id, s.pair AS detail
}
RETURN what, id, detail
ORDER BY id, what, detail
