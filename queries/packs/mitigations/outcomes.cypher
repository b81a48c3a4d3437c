// ---
// title: Which mitigations were applied, and with which outcome?
// description: >-
//   One row per mitigation, over all that it answers, those that most participants applied first. applied to
//   unknown count distinct participants who tell it of their own work, and one person may be in several of
//   them: applied is everybody who applied it, with whatever outcome, worked and failed are in it; unknown is who
//   names it without saying whether it is done. codebook counts excerpts where only the codebook says that it
//   answers something. With level with-kinds, which is the default, a mitigation has the evidence of its
//   kinds too, each participant and excerpt counted once.
// params:
//   mitigation: {type: string, default: null, entity: Mitigation, help: id or name or part of it; all mitigations if left out}
//   level: {type: string, default: with-kinds, choices: [own, with-kinds], help: count the mitigation's own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   mitigation: name of the mitigation
//   way: whether it prevents, detects, corrects or works around
//   applied: participants who tell that it was applied in their own work, with whatever outcome
//   worked: participants for whom it worked
//   failed: participants for whom it failed
//   proposed: participants who propose it
//   planned: participants who plan it
//   unknown: participants who only name it as a means
//   participants: distinct participants who tell of it, with any or no outcome
//   excerpts: distinct excerpts of these, all those of a statement
//   denied: excerpts that deny that it answers something
//   others: excerpts about other people's work or in general
//   codebook: excerpts where only the codebook says so
//   mitigation_id: id of the mitigation
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {mitigation_id: Mitigation}
// count:
//   of: mitigation_id
//   what: mitigations that somebody tells of as an answer
//   among: mitigations of the registry
//   total: MATCH (m:Mitigation) RETURN count(m) AS n
// tags: [mitigation, participant]
// ---
MATCH (k:Mitigation)-[:KIND_OF*0..]->(m:Mitigation)
WHERE ($level = 'with-kinds' OR k.id = m.id) AND ($mitigation IS NULL OR m.id = $mitigation)
MATCH (k)<-[:SUBJECT]-(s:Statement)
WHERE s.counts = true AND s.relation = 'mitigates'
MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
WHERE x.speaker <> 'interviewer'
WITH m, s, x, s.polarity = 'affirmed' AND s.about = 'own' AS own
WITH m, s, x, own, own AND s.basis <> 'codebook' AS told
WITH m,
  collect(DISTINCT CASE WHEN $evidence AND told THEN x.id END) AS excerpt_ids,
  count(DISTINCT CASE WHEN told AND s.outcome IN ['applied', 'worked', 'failed'] THEN x.participant END) AS applied,
  count(DISTINCT CASE WHEN told AND s.outcome = 'worked' THEN x.participant END) AS worked,
  count(DISTINCT CASE WHEN told AND s.outcome = 'failed' THEN x.participant END) AS failed,
  count(DISTINCT CASE WHEN told AND s.outcome = 'proposed' THEN x.participant END) AS proposed,
  count(DISTINCT CASE WHEN told AND s.outcome = 'planned' THEN x.participant END) AS planned,
  count(DISTINCT CASE WHEN told AND coalesce(s.outcome, 'unknown') = 'unknown' THEN x.participant END) AS unknown,
  count(DISTINCT CASE WHEN told THEN x.participant END) AS participants,
  collect(DISTINCT CASE WHEN told THEN x.span END) AS told_spans,
  count(DISTINCT CASE WHEN s.polarity = 'denied' AND s.about = 'own' AND s.basis <> 'codebook' THEN x.span END) AS denied,
  count(DISTINCT CASE WHEN s.about <> 'own' AND s.basis <> 'codebook' THEN x.span END) AS others,
  collect(DISTINCT CASE WHEN own AND s.basis = 'codebook' THEN x.span END) AS codebook_spans
WITH m, excerpt_ids, applied, worked, failed, proposed, planned, unknown, participants, size(told_spans) AS excerpts,
  denied, others, size([span IN codebook_spans WHERE NOT span IN told_spans]) AS codebook
WHERE participants + codebook > 0
RETURN m.name AS mitigation, m.way AS way, applied, worked, failed, proposed, planned, unknown, participants,
  excerpts, denied, others, codebook, m.id AS mitigation_id, excerpt_ids
ORDER BY applied DESC, participants DESC, excerpts DESC, codebook DESC, mitigation_id,
  worked, failed, proposed, planned, unknown, denied, others
