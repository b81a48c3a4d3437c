// ---
// title: Which mitigations answer several issues or causes?
// description: >-
//   One row per mitigation that answers at least two issues or causes (see least), those of most first.
//   Counts are of affirmed evidence about the participant's own work, with whatever outcome or none;
//   applied_to and applied_by tell how much of it was done. Consequences that it answers are not counted. With
//   level with-kinds, which is the default, a mitigation answers what its kinds answer; issues and causes are
//   always counted as they are told, never rolled up.
// params:
//   least: {type: integer, default: 2, help: how many issues and causes a mitigation must answer}
//   level: {type: string, default: with-kinds, choices: [own, with-kinds], help: count the mitigation's own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   mitigation: name of the mitigation
//   way: whether it prevents, detects, corrects or works around
//   answers: distinct issues and causes that it answers
//   applied_to: of these, those for which somebody applied it
//   applied_by: ids of the participants who applied it to any of them, with whatever outcome
//   participants: distinct participants who tell of any of these answers
//   excerpts: distinct excerpts of these, all those of a statement
//   issue_names: names of the issues
//   cause_names: names of the causes
//   mitigation_id: id of the mitigation
//   target_ids: ids of the issues and causes
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {mitigation_id: Mitigation, target_ids: [Issue, Cause], applied_by: Participant}
// count:
//   of: mitigation_id
//   what: mitigations that answer several issues or causes
//   among: mitigations that answer an issue or a cause, or a kind of which does, as somebody tells it
//   total: >-
//     MATCH (k:Mitigation)-[l:MITIGATES]->(:Issue|Cause) WHERE l.participants > 0
//     MATCH (k)-[:KIND_OF*0..]->(m:Mitigation) WHERE $level = 'with-kinds' OR k.id = m.id
//     RETURN count(DISTINCT m.id) AS n
// tags: [mitigation, issue, cause]
// ---
MATCH (o:Issue|Cause)<-[:OBJECT]-(s:Statement)
WHERE s.counts = true AND s.relation = 'mitigates' AND s.basis <> 'codebook'
  AND s.polarity = 'affirmed' AND s.about = 'own'
MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
WHERE x.speaker <> 'interviewer'
MATCH (s)-[:SUBJECT]->(k:Mitigation)
// From each mitigation its kinds are walked once, not from each excerpt.
WITH k, collect([o, x, s.outcome IN ['applied', 'worked', 'failed']]) AS told
MATCH (k)-[:KIND_OF*0..]->(m:Mitigation)
WHERE $level = 'with-kinds' OR k.id = m.id
UNWIND told AS each
WITH m, each[0] AS o, each[1] AS x, each[2] AS done
ORDER BY o.name, o.id, x.participant
WITH m, count(DISTINCT o.id) AS answers,
  count(DISTINCT CASE WHEN done THEN o.id END) AS applied_to,
  collect(DISTINCT CASE WHEN done THEN x.participant END) AS doers,
  count(DISTINCT x.participant) AS participants, count(DISTINCT x.span) AS excerpts,
  collect(DISTINCT CASE WHEN o:Issue THEN o.name END) AS issue_names,
  collect(DISTINCT CASE WHEN o:Cause THEN o.name END) AS cause_names,
  collect(DISTINCT o.id) AS target_ids,
  collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS excerpt_ids
WHERE answers >= $least
CALL (doers) {
  UNWIND doers AS person
  WITH person
  ORDER BY person
  RETURN collect(person) AS applied_by
}
RETURN m.name AS mitigation, m.way AS way, answers, applied_to, applied_by, participants, excerpts,
  issue_names, cause_names, m.id AS mitigation_id, target_ids, excerpt_ids
ORDER BY answers DESC, applied_to DESC, participants DESC, excerpts DESC, mitigation_id,
  applied_by, issue_names, cause_names, target_ids
