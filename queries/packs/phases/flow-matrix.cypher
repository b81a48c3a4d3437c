// ---
// title: How many links lead from each phase into each?
// description: >-
//   The matrix of phases/flow: a row for each phase in which something arises, a column for each phase in which
//   what it leads to arises or shows, both in the order of the workflow; a cell is the number of distinct
//   pairs of cause and effect that participants tell of their own work. links are those of the whole row,
//   each once, for a link whose ends occur in several phases stands in several cells. A link with an
//   end whose phase nobody tells stands in the row without a phase or in the column 'phase not told'. With level
//   with-kinds an issue or consequence also occurs where its kinds do; links are not rolled up.
// params:
//   leaving: {type: boolean, default: false, help: leave out links that stay within a phase}
//   whole: {type: boolean, default: false, help: 'only links of which one participant tells both phases too, somewhere in the interview'}
//   level: {type: string, default: own, choices: [own, with-kinds], help: place both ends by their own evidence or by that of their kinds too}
// returns:
//   from_phase: name of the phase in which the one arises; empty where nobody tells it
//   from_id: id of that phase
//   links: distinct pairs of the row
//   to_phase: "phases in which the other arises or shows, one column for each"
//   number: distinct pairs that lead there
// post: {pivot: {column: to_phase, value: number, empty: 0}}
// tags: [phase, matrix]
// ---
MATCH (a:Issue|Consequence)-[l:LEADS_TO]->(b:Issue|Consequence)
WHERE l.participants > 0
MATCH (s:Statement {pair: a.id + '|leads_to|' + b.id})-[:SUPPORTED_BY]->(x:Excerpt)
WHERE s.counts = true AND s.polarity = 'affirmed' AND s.about = 'own' AND s.basis <> 'codebook'
  AND x.speaker <> 'interviewer'
WITH a, b, l, collect(DISTINCT x.participant) AS told_by
// Where a thing occurs is read once for the thing, not for each pair that it is in.
WITH a, collect([b, l, told_by]) AS effects
CALL (a) {
  MATCH (a)<-[:KIND_OF*0..]-(k:Issue|Consequence)
  WHERE $level = 'with-kinds' OR k.id = a.id
  MATCH (k)-[o:OCCURS_IN]->(f:Phase)
  WHERE o.arises > 0
  MATCH (s:Statement {occurs: k.id + '|' + f.id})-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE s.counts = true AND s.aspect = 'arises' AND s.polarity = 'affirmed' AND s.about = 'own'
    AND s.basis <> 'codebook' AND x.speaker <> 'interviewer'
  WITH f, collect(DISTINCT x.participant) AS people
  RETURN collect([f.id, people]) AS starts
}
UNWIND effects AS effect
WITH effect[0] AS b, collect([effect[1], effect[2], starts]) AS origins
CALL (b) {
  MATCH (b)<-[:KIND_OF*0..]-(k:Issue|Consequence)
  WHERE $level = 'with-kinds' OR k.id = b.id
  MATCH (k)-[o:OCCURS_IN]->(g:Phase)
  WHERE o.participants > 0
  MATCH (s:Statement {occurs: k.id + '|' + g.id})-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE s.counts = true AND s.polarity = 'affirmed' AND s.about = 'own'
    AND s.basis <> 'codebook' AND x.speaker <> 'interviewer'
  WITH g, collect(DISTINCT x.participant) AS people
  RETURN collect([g.id, people]) AS ends
}
UNWIND origins AS origin
WITH ends, origin[0] AS l, origin[1] AS told_by, origin[2] AS starts
UNWIND CASE WHEN size(starts) = 0 THEN [['', []]] ELSE starts END AS start
UNWIND CASE WHEN size(ends) = 0 THEN [['', []]] ELSE ends END AS end
WITH l, start, end, told_by
WHERE (NOT $leaving OR start[0] <> end[0] OR start[0] = '')
  AND (NOT $whole OR any(person IN told_by WHERE person IN start[1] AND person IN end[1]))
WITH collect({phase: start[0], occurs: end[0], pair: l.pair}) AS cells
CALL () {
  MATCH (f:Phase)
  RETURN f.id AS start, f.name AS from_phase, f.order AS from_order
  UNION ALL
  RETURN '' AS start, null AS from_phase, null AS from_order
}
CALL () {
  MATCH (g:Phase)
  RETURN g.id AS end, g.name AS to_phase, g.order AS to_order
  UNION ALL
  RETURN '' AS end, 'phase not told' AS to_phase, null AS to_order
}
WITH cells, start, from_phase, from_order, end, to_phase, to_order,
  [cell IN cells WHERE cell.phase = start] AS row
WHERE size(cells) > 0 AND (start <> '' OR size(row) > 0)
  AND (end <> '' OR any(cell IN cells WHERE cell.occurs = ''))
CALL (row, end) {
  UNWIND row AS cell
  RETURN count(DISTINCT cell.pair) AS links, count(DISTINCT CASE WHEN cell.occurs = end THEN cell.pair END) AS number
}
RETURN from_phase, CASE WHEN start = '' THEN null ELSE start END AS from_id, links, to_phase, number
ORDER BY from_order IS NULL, from_order, from_id, from_phase, to_order IS NULL, to_order, to_phase, links, number
