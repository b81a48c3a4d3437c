// ---
// title: Which mitigations answer an issue, and who applied them?
// description: >-
//   One row per issue and mitigation. applied_by, worked_for, failed_for and proposed_by name participants
//   who tell it of their own work; applied_by holds everybody who applied it, with whatever outcome, and
//   proposed_by those who propose or plan it. codebook counts excerpts where only the codebook says that
//   the one answers the other: with nothing else, participants is 0. With level with-kinds an issue has
//   the mitigations of its kinds too, each participant and excerpt counted once. A cause or a consequence,
//   named in its place, has rows in the same way.
// params:
//   issue: {type: string, default: null, entity: [Issue, Cause, Consequence], help: id or name or part of it of an issue or cause or consequence; all issues if left out}
//   level: {type: string, default: own, choices: [own, with-kinds], help: count the issue's own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   issue: name of the issue, cause or consequence
//   mitigation: name of the mitigation
//   way: whether it prevents, detects, corrects or works around
//   applied_by: participants who tell that it was applied in their own work, with whatever outcome
//   worked_for: participants for whom it worked
//   failed_for: participants for whom it failed
//   proposed_by: participants who propose or plan it
//   participants: distinct participants who tell of it, with any or no outcome
//   excerpts: distinct excerpts of these, all those of a statement
//   denied: excerpts that deny it
//   others: excerpts about other people's work or in general
//   codebook: excerpts where only the codebook says so
//   issue_id: id of the issue, cause or consequence
//   mitigation_id: id of the mitigation
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {issue_id: [Issue, Cause, Consequence], mitigation_id: Mitigation, applied_by: Participant, proposed_by: Participant}
// example: {issue: low-data-quality}
// tags: [issue, mitigation, participant]
// ---
MATCH (k:Issue|Cause|Consequence)-[:KIND_OF*0..]->(i:Issue|Cause|Consequence)
WHERE ($level = 'with-kinds' OR k.id = i.id) AND (i:Issue OR $issue IS NOT NULL)
  AND ($issue IS NULL OR i.id = $issue)
MATCH (k)<-[:OBJECT]-(s:Statement)
WHERE s.counts = true AND s.relation = 'mitigates'
MATCH (s)-[:SUBJECT]->(m:Mitigation)
MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
WHERE x.speaker <> 'interviewer'
WITH i, m, s, x, s.polarity = 'affirmed' AND s.about = 'own' AS own
WITH i, m, s, x, own, own AND s.basis <> 'codebook' AS told
ORDER BY x.participant
WITH i, m,
  collect(DISTINCT CASE WHEN $evidence AND told THEN x.id END) AS excerpt_ids,
  collect(DISTINCT CASE WHEN told AND s.outcome IN ['applied', 'worked', 'failed'] THEN x.participant END) AS applied_by,
  collect(DISTINCT CASE WHEN told AND s.outcome = 'worked' THEN x.participant END) AS worked_for,
  collect(DISTINCT CASE WHEN told AND s.outcome = 'failed' THEN x.participant END) AS failed_for,
  collect(DISTINCT CASE WHEN told AND s.outcome IN ['proposed', 'planned'] THEN x.participant END) AS proposed_by,
  count(DISTINCT CASE WHEN told THEN x.participant END) AS participants,
  collect(DISTINCT CASE WHEN told THEN x.span END) AS told_spans,
  count(DISTINCT CASE WHEN s.polarity = 'denied' AND s.about = 'own' AND s.basis <> 'codebook' THEN x.span END) AS denied,
  count(DISTINCT CASE WHEN s.about <> 'own' AND s.basis <> 'codebook' THEN x.span END) AS others,
  collect(DISTINCT CASE WHEN own AND s.basis = 'codebook' THEN x.span END) AS codebook_spans
WITH i, m, excerpt_ids, applied_by, worked_for, failed_for, proposed_by, participants, size(told_spans) AS excerpts, denied,
  others, size([span IN codebook_spans WHERE NOT span IN told_spans]) AS codebook
WHERE participants + codebook > 0
RETURN i.name AS issue, m.name AS mitigation, m.way AS way, applied_by, worked_for, failed_for, proposed_by,
  participants, excerpts, denied, others, codebook, i.id AS issue_id, m.id AS mitigation_id, excerpt_ids
ORDER BY issue, issue_id, size(applied_by) DESC, participants DESC, codebook DESC, mitigation_id,
  applied_by, worked_for, failed_for, proposed_by, excerpts, denied, others
