// ---
// title: How many issues are there by phase and quality attribute?
// description: >-
//   A matrix with one row per phase, in the order of the workflow, and one column per quality attribute that
//   a reported issue degrades. A cell counts distinct issues that participants place in the phase as of
//   their own work, or with counts participants those who place one there. An issue without a declared
//   attribute stands in the column 'none given', one that is reported and placed in no phase in the row 'no
//   phase told', so that no reported issue is missing; all counts each issue or participant of the row once. An issue that is
//   placed in several phases counts in each. Where only the codebook gives a phase, or a denial, it does not
//   count. With level with-kinds an issue is also placed where its kinds are, and stands beside them. With
//   --evidence a row opens to the excerpts that place its issues; those that are placed in no phase have none.
// params:
//   counts: {type: string, default: issues, choices: [issues, participants], help: what the cells count}
//   aspect: {type: string, default: any, choices: [any, arises, shows], help: only phases in which issues arise or only those in which they show}
//   level: {type: string, default: own, choices: [own, with-kinds], help: place an issue by its own evidence or by that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   phase: name of the phase
//   phase_id: id of the phase; empty where no phase is told
//   all: distinct issues or participants of the row, under whatever attribute
//   attribute: name of the quality attribute, whose values become columns
//   number: distinct issues or participants
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// post: {pivot: {column: attribute, value: number, empty: 0}}
// tags: [issue, phase, quality attribute, matrix]
// ---
MATCH (p:Participant)-[:REPORTS]->(k:Issue)-[:KIND_OF*0..]->(i:Issue)
WHERE $level = 'with-kinds' OR k.id = i.id
WITH i, collect(DISTINCT p.id) AS reporters
CALL (i) {
  WITH i
  WHERE $counts = 'issues' AND NOT $evidence
  MATCH (i)<-[:KIND_OF*0..]-(k:Issue)
  WHERE $level = 'with-kinds' OR k.id = i.id
  MATCH (k)-[o:OCCURS_IN]->(f:Phase)
  WHERE o.participants > 0 AND CASE $aspect WHEN 'arises' THEN o.arises WHEN 'shows' THEN o.shows ELSE 1 END > 0
  RETURN collect(DISTINCT [f.id, '', null]) AS placed
  UNION ALL
  WITH i
  WHERE $counts <> 'issues' OR $evidence
  MATCH (i)<-[:KIND_OF*0..]-(k:Issue)
  WHERE $level = 'with-kinds' OR k.id = i.id
  MATCH (k)<-[:SUBJECT|OBJECT]-(s:Statement)
  WHERE s.counts = true AND s.occurs IS NOT NULL AND s.polarity = 'affirmed' AND s.about = 'own' AND s.basis <> 'codebook'
    AND ($aspect = 'any' OR s.aspect = $aspect)
  MATCH (s)-[:IN_PHASE]->(f:Phase)
  WHERE s.occurs = k.id + '|' + f.id
  MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE x.speaker <> 'interviewer'
  RETURN collect(DISTINCT [f.id, x.participant, CASE WHEN $evidence THEN x.id END]) AS placed
}
WITH i, reporters, reduce(all = [], each IN collect(placed) | all + each) AS placed
UNWIND CASE size(placed) WHEN 0 THEN [r IN reporters | ['', r, null]] ELSE placed END AS place
OPTIONAL MATCH (i)-[:DEGRADES]->(q:QualityAttribute)
WITH place[0] AS key, place[2] AS excerpt, coalesce(q.name, 'none given') AS attribute, q IS NULL AS last,
  CASE $counts WHEN 'participants' THEN place[1] ELSE i.id END AS one
WITH collect([key, attribute, one, last, excerpt]) AS found
CALL (found) {
  UNWIND found AS each
  WITH each[1] AS attribute, each[3] AS last, each[0] AS key, count(DISTINCT each[2]) AS n
  WITH attribute, last, collect([key, n]) AS cells
  ORDER BY last, attribute
  RETURN collect([attribute, last, cells]) AS attributes
}
CALL (found) {
  UNWIND found AS each
  WITH each[0] AS key, count(DISTINCT each[2]) AS n, collect(DISTINCT each[4]) AS excerpt_ids
  RETURN collect([key, n, excerpt_ids]) AS totals
}
CALL () {
  MATCH (f:Phase)
  RETURN f.id AS key, f.name AS phase, f.order AS position
  UNION ALL
  UNWIND [''] AS key
  RETURN key, 'no phase told' AS phase, null AS position
}
WITH key, phase, position, attributes, head([t IN totals WHERE t[0] = key]) AS total
UNWIND attributes AS column
WITH key, phase, position, total, column[0] AS attribute, column[1] AS last, head([c IN column[2] WHERE c[0] = key]) AS cell
RETURN phase, CASE key WHEN '' THEN null ELSE key END AS phase_id, coalesce(total[1], 0) AS all, attribute,
  coalesce(cell[1], 0) AS number, coalesce(total[2], []) AS excerpt_ids
ORDER BY position, last, attribute, phase, phase_id, all, number
