// ---
// title: Which mitigations are proposed and were never applied?
// description: >-
//   One row per mitigation that somebody proposes or plans and nobody applied to anything, with whatever
//   outcome. To name a means without saying whether it is done (outcome unknown) neither proposes nor
//   applies it: those who do stand in named_by, and what is only named has no row. participants and excerpts
//   count who proposes or plans it for their own work. Other people who applied it are heard of
//   and do not count, unless others is true. With level with-kinds, which is the default, who proposes or
//   applied a kind of a mitigation proposes or applied the mitigation.
// params:
//   others: {type: boolean, default: false, help: whether applied by other people counts as applied}
//   level: {type: string, default: with-kinds, choices: [own, with-kinds], help: count the mitigation's own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   mitigation: name of the mitigation
//   way: whether it prevents, detects, corrects or works around
//   participants: distinct participants who propose or plan it
//   excerpts: distinct excerpts of these, all those of a statement
//   proposed_by: ids of the participants who propose it
//   planned_by: ids of the participants who plan it
//   named_by: ids of the participants who name it as a means and do not say whether it is done
//   targets: names of the issues, causes and consequences that it is proposed or planned for
//   denied: excerpts that deny that it answers something
//   applied_by_others: excerpts that tell of other people who applied it
//   mitigation_id: id of the mitigation
//   target_ids: ids of the issues, causes and consequences
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {mitigation_id: Mitigation, target_ids: [Issue, Cause, Consequence], proposed_by: Participant, planned_by: Participant}
// count:
//   of: mitigation_id
//   what: mitigations that are proposed or planned and that nobody applied
//   among: mitigations that somebody proposes or plans, or a kind of which
//   total: >-
//     MATCH (k:Mitigation)-[l:MITIGATES]->() WHERE l.proposed + l.planned > 0
//     MATCH (k)-[:KIND_OF*0..]->(m:Mitigation) WHERE $level = 'with-kinds' OR k.id = m.id
//     RETURN count(DISTINCT m.id) AS n
// tags: [mitigation, gap]
// ---
MATCH (k:Mitigation)-[:KIND_OF*0..]->(m:Mitigation)
WHERE $level = 'with-kinds' OR k.id = m.id
MATCH (k)<-[:SUBJECT]-(s:Statement)
WHERE s.counts = true AND s.relation = 'mitigates' AND s.basis <> 'codebook'
MATCH (s)-[:OBJECT]->(o:Issue|Cause|Consequence)
MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
WHERE x.speaker <> 'interviewer'
WITH m, s, o, x, s.polarity = 'affirmed' AND s.about = 'own' AS own,
  s.outcome IN ['applied', 'worked', 'failed'] AS done, s.outcome IN ['proposed', 'planned'] AS idea
ORDER BY x.participant, o.name, o.id
WITH m,
  count(CASE WHEN own AND done THEN 1 END) AS applied,
  count(DISTINCT CASE WHEN own AND idea THEN x.participant END) AS participants,
  count(DISTINCT CASE WHEN own AND idea THEN x.span END) AS excerpts,
  collect(DISTINCT CASE WHEN own AND s.outcome = 'proposed' THEN x.participant END) AS proposed_by,
  collect(DISTINCT CASE WHEN own AND s.outcome = 'planned' THEN x.participant END) AS planned_by,
  collect(DISTINCT CASE WHEN own AND coalesce(s.outcome, 'unknown') = 'unknown' THEN x.participant END) AS named_by,
  count(DISTINCT CASE WHEN s.polarity = 'denied' AND s.about = 'own' THEN x.span END) AS denied,
  count(DISTINCT CASE WHEN s.polarity = 'affirmed' AND s.about <> 'own' AND done THEN x.span END) AS applied_by_others,
  collect(DISTINCT CASE WHEN own AND idea THEN o.id END) AS target_ids,
  collect(DISTINCT CASE WHEN $evidence AND own AND idea THEN x.id END) AS excerpt_ids
WHERE participants > 0 AND applied = 0 AND (NOT $others OR applied_by_others = 0)
CALL (target_ids) {
  UNWIND target_ids AS id
  MATCH (o:Issue|Cause|Consequence {id: id})
  WITH o
  ORDER BY o.name, o.id
  RETURN collect(o.name) AS names, collect(o.id) AS ids
}
RETURN m.name AS mitigation, m.way AS way, participants, excerpts, proposed_by, planned_by, named_by,
  names AS targets, denied, applied_by_others, m.id AS mitigation_id, ids AS target_ids, excerpt_ids
ORDER BY participants DESC, excerpts DESC, mitigation_id, proposed_by, planned_by, named_by, targets, denied,
  applied_by_others, target_ids
