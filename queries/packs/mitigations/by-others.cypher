// ---
// title: What did others do about the issues that a participant reports?
// description: >-
//   One row per issue that the participant reports of their own work and mitigation that other participants
//   tell of for the same issue, with what each of them did. Only affirmed evidence about people's own work
//   makes a row; the participant's own mitigations of the issue stand in own and make none. With gaps, an issue
//   of theirs for which no other participant tells of a mitigation has a row without one. With level
//   with-kinds, which is the default, who reports a kind of an issue reports the issue, and an answer to a kind
//   of it answers it: an issue that both met in different special forms is found under its general name.
// params:
//   participant: {type: string, required: true, entity: Participant, help: id of the participant}
//   gaps: {type: boolean, default: false, help: list also the issues for which nobody else tells of a mitigation}
//   level: {type: string, default: with-kinds, choices: [own, with-kinds], help: count the issue's own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   issue: name of an issue that the participant reports
//   mitigation: name of the mitigation
//   way: whether it prevents, detects, corrects or works around
//   applied_by: other participants who tell that it was applied in their own work, with whatever outcome
//   worked_for: other participants for whom it worked
//   failed_for: other participants for whom it failed
//   proposed_by: other participants who propose or plan it
//   participants: distinct other participants who tell of it, with any or no outcome
//   excerpts: distinct excerpts of these, all those of a statement
//   own: names of the mitigations of the issue that the participant tells of
//   issue_id: id of the issue
//   mitigation_id: id of the mitigation
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {issue_id: Issue, mitigation_id: Mitigation, applied_by: Participant, proposed_by: Participant}
// count:
//   of: issue_id
//   what: issues of the participant that others tell a mitigation of (with gaps, all of them)
//   among: issues that the participant reports, or a kind of which
//   total: >-
//     MATCH (:Participant {id: $participant})-[:REPORTS]->(k:Issue)-[:KIND_OF*0..]->(i:Issue)
//     WHERE $level = 'with-kinds' OR k.id = i.id
//     RETURN count(DISTINCT i.id) AS n
// example: {participant: P16}
// tags: [participant, issue, mitigation]
// ---
MATCH (p:Participant {id: $participant})-[:REPORTS]->(r:Issue)-[:KIND_OF*0..]->(i:Issue)
WHERE $level = 'with-kinds' OR r.id = i.id
WITH DISTINCT i
CALL (i) {
  MATCH (i)<-[:KIND_OF*0..]-(k:Issue)
  WHERE $level = 'with-kinds' OR k.id = i.id
  MATCH (k)<-[:OBJECT]-(s:Statement)
  WHERE s.counts = true AND s.relation = 'mitigates' AND s.basis <> 'codebook'
    AND s.polarity = 'affirmed' AND s.about = 'own'
    AND EXISTS { MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt) WHERE x.speaker <> 'interviewer' }
  MATCH (s)-[:SUBJECT]->(m:Mitigation)
  WITH m, s
  ORDER BY m.name, m.id
  RETURN count(CASE WHEN s.participant <> $participant THEN 1 END) AS answers,
    collect(DISTINCT CASE WHEN s.participant = $participant THEN m.name END) AS own
}
WITH i, answers, own
WHERE $gaps OR answers > 0
MATCH (i)<-[:KIND_OF*0..]-(k:Issue)
WHERE $level = 'with-kinds' OR k.id = i.id
OPTIONAL MATCH (k)<-[:OBJECT]-(s:Statement)-[:SUPPORTED_BY]->(x:Excerpt)
WHERE s.counts = true AND s.relation = 'mitigates' AND s.basis <> 'codebook' AND s.polarity = 'affirmed'
  AND s.about = 'own' AND s.participant <> $participant AND x.speaker <> 'interviewer'
OPTIONAL MATCH (s)-[:SUBJECT]->(m:Mitigation)
WITH i, answers, own, m, x, s.outcome AS outcome
WHERE m IS NOT NULL OR answers = 0
ORDER BY x.participant
WITH i, own, m,
  collect(DISTINCT CASE WHEN outcome IN ['applied', 'worked', 'failed'] THEN x.participant END) AS applied_by,
  collect(DISTINCT CASE WHEN outcome = 'worked' THEN x.participant END) AS worked_for,
  collect(DISTINCT CASE WHEN outcome = 'failed' THEN x.participant END) AS failed_for,
  collect(DISTINCT CASE WHEN outcome IN ['proposed', 'planned'] THEN x.participant END) AS proposed_by,
  count(DISTINCT x.participant) AS participants, count(DISTINCT x.span) AS excerpts,
  collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS excerpt_ids
RETURN i.name AS issue, m.name AS mitigation, m.way AS way, applied_by, worked_for, failed_for, proposed_by,
  participants, excerpts, own, i.id AS issue_id, m.id AS mitigation_id, excerpt_ids
ORDER BY issue, issue_id, size(applied_by) DESC, participants DESC, mitigation_id,
  applied_by, worked_for, failed_for, proposed_by, excerpts, own
