// ---
// title: Which mitigations failed, and for whom did they work?
// description: >-
//   One row per mitigation and what it should answer (issue, cause or consequence), where somebody applied
//   it to that and says that it failed, with those for whom it worked beside them. participants and
//   excerpts count those for whom it failed, in their own work. To deny that it answers something (it is
//   no help, or not possible) is not to say that it failed: see denied_by; with denied true that makes a row
//   too. With level with-kinds a mitigation has the experiences with its kinds too; what it should answer
//   is never rolled up.
// params:
//   mitigation: {type: string, default: null, entity: Mitigation, help: id or name or part of it; all mitigations if left out}
//   denied: {type: boolean, default: false, help: list also what somebody denies to answer something}
//   level: {type: string, default: own, choices: [own, with-kinds], help: count the mitigation's own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   mitigation: name of the mitigation
//   target: name of what it should answer
//   kind: what that is (Issue, Cause or Consequence)
//   participants: distinct participants for whom it failed
//   excerpts: distinct excerpts of these, all those of a statement
//   failed_for: ids of the participants for whom it failed
//   worked_for: ids of the participants for whom it worked on the same
//   worked_elsewhere: ids of the participants for whom it worked on something else
//   applied_by: ids of the participants who applied it to the same, with whatever outcome
//   denied_by: ids of the participants who deny that it answers that
//   mitigation_id: id of the mitigation
//   target_id: id of what it should answer
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {mitigation_id: Mitigation, target_id: [Issue, Cause, Consequence], failed_for: Participant, worked_for: Participant}
// count:
//   of: mitigation_id
//   what: mitigations that failed for somebody, or that somebody denies where that is asked
//   among: mitigations that somebody applied, or a kind of which
//   total: >-
//     MATCH (k:Mitigation)-[l:MITIGATES]->() WHERE l.applied > 0
//     MATCH (k)-[:KIND_OF*0..]->(m:Mitigation) WHERE $level = 'with-kinds' OR k.id = m.id
//     RETURN count(DISTINCT m.id) AS n
// tags: [mitigation, participant]
// ---
MATCH (k:Mitigation)-[:KIND_OF*0..]->(m:Mitigation)
WHERE ($level = 'with-kinds' OR k.id = m.id) AND ($mitigation IS NULL OR m.id = $mitigation)
MATCH (k)<-[:SUBJECT]-(s:Statement)
WHERE s.counts = true AND s.relation = 'mitigates' AND s.about = 'own' AND s.basis <> 'codebook'
MATCH (s)-[:OBJECT]->(o:Issue|Cause|Consequence)
MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
WHERE x.speaker <> 'interviewer'
WITH m, o, x, s.polarity = 'denied' AS denial,
  CASE WHEN s.polarity = 'affirmed' THEN s.outcome ELSE 'none' END AS outcome
ORDER BY x.participant
WITH m, o,
  collect(DISTINCT CASE WHEN outcome = 'failed' THEN x.participant END) AS failed_for,
  collect(DISTINCT CASE WHEN outcome = 'worked' THEN x.participant END) AS worked_for,
  collect(DISTINCT CASE WHEN outcome IN ['applied', 'worked', 'failed'] THEN x.participant END) AS applied_by,
  collect(DISTINCT CASE WHEN denial THEN x.participant END) AS denied_by,
  count(DISTINCT CASE WHEN outcome = 'failed' THEN x.span END) AS excerpts,
  collect(DISTINCT CASE WHEN $evidence AND outcome = 'failed' THEN x.id END) AS excerpt_ids
WHERE size(failed_for) > 0 OR ($denied AND size(denied_by) > 0)
CALL (m, o) {
  MATCH (m)<-[:KIND_OF*0..]-(k:Mitigation)
  WHERE $level = 'with-kinds' OR k.id = m.id
  MATCH (k)<-[:SUBJECT]-(s:Statement {outcome: 'worked'})-[:OBJECT]->(e)
  WHERE s.counts = true AND s.polarity = 'affirmed' AND s.about = 'own' AND s.basis <> 'codebook' AND e.id <> o.id
  MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE x.speaker <> 'interviewer'
  WITH x.participant AS person
  ORDER BY person
  RETURN collect(DISTINCT person) AS worked_elsewhere
}
RETURN m.name AS mitigation, o.name AS target, labels(o)[0] AS kind, size(failed_for) AS participants, excerpts,
  failed_for, worked_for, worked_elsewhere, applied_by, denied_by, m.id AS mitigation_id, o.id AS target_id,
  excerpt_ids
ORDER BY participants DESC, excerpts DESC, mitigation_id, target_id, kind, failed_for, worked_for,
  worked_elsewhere, applied_by, denied_by
