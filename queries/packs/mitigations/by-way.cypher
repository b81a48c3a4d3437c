// ---
// title: Are issues prevented, detected, corrected or worked around, and in which phase do they arise?
// description: >-
//   A matrix of phases and ways; a cell is the number of distinct mitigations that go that way and answer an
//   issue or a consequence that arises in the phase (or shows there, or both: see aspect), wherever the mitigation itself
//   is applied, phases in the order of the workflow. mitigations and answered are those of the whole row, each counted once. What answers
//   something whose phase nobody tells, causes among it, which have none, stands in the row without a phase. A
//   mitigation may stand in several cells. Counts are of affirmed evidence about the participants' own work;
//   mitigations are counted as they are told; with level with-kinds an issue occurs where its kinds do.
// params:
//   aspect: {type: string, default: arises, choices: [arises, shows, any], help: whether the answered issue arises or shows in the phase}
//   counts_as: {type: string, default: told, choices: [applied, told], help: what is enough to count as a mitigation}
//   level: {type: string, default: own, choices: [own, with-kinds], help: place an issue by its own evidence or by that of its kinds too}
// returns:
//   phase: name of the phase; empty where nobody tells one
//   phase_id: id of the phase
//   answered: distinct issues, consequences and causes of the row that are answered
//   mitigations: distinct mitigations of the row
//   way: what the mitigations do, one column for each way
//   number: distinct mitigations that do that
// post: {pivot: {column: way, value: number, empty: 0}}
// tags: [mitigation, phase, matrix]
// ---
MATCH (m:Mitigation)-[l:MITIGATES]->(o:Issue|Cause|Consequence)
WHERE CASE $counts_as WHEN 'applied' THEN l.applied ELSE l.participants END > 0
WITH o, collect(m) AS answers
CALL (o) {
  MATCH (o)<-[:KIND_OF*0..]-(k:Issue|Cause|Consequence)
  WHERE $level = 'with-kinds' OR k.id = o.id
  OPTIONAL MATCH (k)-[a:OCCURS_IN]->(f:Phase)
  WHERE CASE $aspect WHEN 'arises' THEN a.arises WHEN 'shows' THEN a.shows ELSE a.participants END > 0
  RETURN collect(DISTINCT f.id) AS places
}
UNWIND CASE WHEN size(places) = 0 THEN [''] ELSE places END AS place
UNWIND answers AS m
WITH collect(DISTINCT {phase: place, way: coalesce(m.way, 'way not told'), subject: m.id, object: o.id}) AS cells
CALL () {
  MATCH (f:Phase)
  RETURN f.id AS place, f.name AS phase, f.order AS position
  UNION ALL
  RETURN '' AS place, null AS phase, null AS position
}
WITH cells, place, phase, position, [cell IN cells WHERE cell.phase = place] AS here
WHERE size(cells) > 0 AND (place <> '' OR size(here) > 0)
CALL (here) {
  UNWIND here AS cell
  RETURN count(DISTINCT cell.object) AS answered, count(DISTINCT cell.subject) AS mitigations
}
UNWIND ['prevents', 'detects', 'corrects', 'works around']
  + CASE WHEN any(cell IN cells WHERE cell.way = 'way not told') THEN ['way not told'] ELSE [] END AS way
CALL (here, way) {
  UNWIND here AS cell
  WITH cell
  WHERE cell.way = way
  RETURN count(DISTINCT cell.subject) AS number
}
WITH phase, CASE WHEN place = '' THEN null ELSE place END AS phase_id, position, answered, mitigations, way, number
RETURN phase, phase_id, answered, mitigations, way, number
ORDER BY position IS NULL, position, phase_id, phase,
  CASE way WHEN 'prevents' THEN 1 WHEN 'detects' THEN 2 WHEN 'corrects' THEN 3 WHEN 'works around' THEN 4 ELSE 5 END,
  way, answered, mitigations, number
