// ---
// title: Which issues of a phase does nothing mitigate?
// description: >-
//   One row per phase and issue that somebody's own work places there and that no mitigation answers,
//   phases in the order of the workflow; unanswered of the phase's issues are such, and where both numbers
//   are the same, the phase has no mitigation at all. aspect says whether issues must arise or show in the
//   phase. What counts as an answer is said by counts_as: applied (somebody applied one, with whatever
//   outcome), told (somebody tells of one, be it only proposed or named) or codebook (the codebook's own
//   answer is enough); an answer to something broader counts only with broader. Denials and other people's work
//   never answer. participants and excerpts are those who place the issue in the phase. With level
//   with-kinds, which is the default, an issue occurs where its kinds do and an answer to a kind answers it.
// params:
//   phase: {type: string, default: null, entity: Phase, help: id or name or part of it; all phases if left out}
//   aspect: {type: string, default: any, choices: [arises, shows, any], help: whether the issue arises or shows in the phase}
//   counts_as: {type: string, default: told, choices: [applied, told, codebook], help: what is enough to count as a mitigation}
//   broader: {type: boolean, default: false, help: whether an answer to what it is a kind of counts}
//   level: {type: string, default: with-kinds, choices: [own, with-kinds], help: count the issue's own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   phase: name of the phase
//   issue: name of the issue
//   participants: distinct participants who place it there
//   excerpts: distinct excerpts of these, all those of a statement
//   who: ids of these participants
//   lesser: mitigations that are linked to it, but not by as much as counts_as asks
//   on_broader: mitigations that answer something broader by as much
//   unanswered: how many of the phase's issues nothing answers
//   issues: how many issues the phase has
//   phase_id: id of the phase
//   issue_id: id of the issue
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {phase_id: Phase, issue_id: Issue, who: Participant}
// count:
//   of: issue_id
//   what: issues of a phase that nothing answers
//   among: issues that somebody places in a phase, or a kind of which
//   total: >-
//     MATCH (k:Issue)-[o:OCCURS_IN]->(f:Phase)
//     WHERE CASE $aspect WHEN 'arises' THEN o.arises WHEN 'shows' THEN o.shows ELSE o.participants END > 0
//       AND ($phase IS NULL OR f.id = $phase)
//     MATCH (k)-[:KIND_OF*0..]->(i:Issue) WHERE $level = 'with-kinds' OR k.id = i.id
//     RETURN count(DISTINCT i.id) AS n
// tags: [phase, issue, mitigation, gap]
// ---
MATCH (k:Issue)-[o:OCCURS_IN]->(f:Phase)
WHERE CASE $aspect WHEN 'arises' THEN o.arises WHEN 'shows' THEN o.shows ELSE o.participants END > 0
  AND ($phase IS NULL OR f.id = $phase)
MATCH (k)-[:KIND_OF*0..]->(i:Issue)
WHERE $level = 'with-kinds' OR k.id = i.id
WITH DISTINCT f, i
CALL (i) {
  MATCH (i)<-[:KIND_OF*0..]-(k:Issue)
  WHERE $level = 'with-kinds' OR k.id = i.id
  OPTIONAL MATCH (m:Mitigation)-[l:MITIGATES]->(k)
  WITH m, CASE $counts_as WHEN 'applied' THEN l.applied WHEN 'told' THEN l.participants
    ELSE l.participants + l.codebook END AS enough
  ORDER BY m.name, m.id
  RETURN sum(coalesce(enough, 0)) AS answers, collect(DISTINCT m.name) AS lesser
}
CALL (i) {
  OPTIONAL MATCH (i)-[:KIND_OF*1..]->(b:Issue)<-[l:MITIGATES]-(m:Mitigation)
  WHERE CASE $counts_as WHEN 'applied' THEN l.applied WHEN 'told' THEN l.participants
    ELSE l.participants + l.codebook END > 0
  WITH m
  ORDER BY m.name, m.id
  RETURN collect(DISTINCT m.name) AS on_broader
}
WITH f, i, lesser, on_broader, answers = 0 AND (NOT $broader OR size(on_broader) = 0) AS gap
WITH f, count(i) AS issues, count(CASE WHEN gap THEN 1 END) AS unanswered,
  collect(CASE WHEN gap THEN [i.id, lesser, on_broader] END) AS gaps
UNWIND gaps AS found
MATCH (i:Issue {id: found[0]})
MATCH (i)<-[:KIND_OF*0..]-(k:Issue)
WHERE $level = 'with-kinds' OR k.id = i.id
MATCH (s:Statement {occurs: k.id + '|' + f.id})-[:SUPPORTED_BY]->(x:Excerpt)
WHERE s.counts = true AND s.polarity = 'affirmed' AND s.about = 'own' AND s.basis <> 'codebook'
  AND x.speaker <> 'interviewer' AND ($aspect = 'any' OR s.aspect = $aspect)
WITH f, i, issues, unanswered, found[1] AS lesser, found[2] AS on_broader, x
ORDER BY x.participant
WITH f, i, issues, unanswered, lesser, on_broader, collect(DISTINCT x.participant) AS who,
  count(DISTINCT x.span) AS excerpts, collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS excerpt_ids
RETURN f.name AS phase, i.name AS issue, size(who) AS participants, excerpts, who, lesser, on_broader, unanswered,
  issues, f.id AS phase_id, i.id AS issue_id, excerpt_ids
ORDER BY f.order, phase_id, participants DESC, excerpts DESC, issue_id, who, lesser, on_broader, unanswered, issues
