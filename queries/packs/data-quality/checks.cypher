// ---
// title: Which checks of data are told, on which data issues, who applied them, and did they work?
// description: >-
//   One row per mitigation that detects (or does what way says) and data issue that it answers, as participants
//   tell it of their own work. A mitigation that is only named, or coded without a word on what it answers, has no row
//   (mitigations/outcomes has it), for it may be a check of something else than data. applied_by, worked_for, failed_for and proposed_by name participants; applied_by holds everybody
//   who applied it, with whatever outcome, and proposed_by those who propose or plan it. Data issues degrade a
//   quality attribute of data, as the registry declares, or are a kind of one that does; with an issue named,
//   they are this issue and its kinds. An issue of models or code is there too where its attribute is one of data as well,
//   as traceability is. What only the codebook joins does not count. With level with-kinds an issue
//   has the checks of its kinds too, each participant and excerpt once.
// params:
//   way: {type: string, default: detects, choices: [prevents, detects, corrects, works around], help: what the mitigations do}
//   issue: {type: string, default: null, entity: Issue, help: id or name or part of it of a data issue; its kinds are meant too}
//   attributes:
//     type: strings
//     entity: QualityAttribute
//     default: [accuracy, completeness, consistency, credibility, currentness, accessibility, compliance, confidentiality, data-efficiency, precision, traceability, understandability, data-availability, clarity, integrity, representativeness, timeliness, uniqueness, validity, label-accuracy, label-consistency, data-quality]
//     help: quality attributes of data; not used where an issue is named
//   level: {type: string, default: own, choices: [own, with-kinds], help: count the issue's own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   mitigation: name of the mitigation
//   issue: name of the data issue
//   applied_by: participants who tell that it was applied in their own work, with whatever outcome
//   worked_for: participants for whom it worked
//   failed_for: participants for whom it failed
//   proposed_by: participants who propose or plan it
//   participants: distinct participants who tell of it, with any or no outcome
//   excerpts: distinct excerpts in which they do, all those of a statement
//   denied: excerpts that deny that it answers the issue
//   mitigation_id: id of the mitigation
//   issue_id: id of the data issue
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {mitigation_id: Mitigation, issue_id: Issue, applied_by: Participant, proposed_by: Participant}
// count:
//   of: mitigation_id
//   what: mitigations that do what way says about a data issue
//   among: mitigations that somebody tells of
//   total: >-
//     MATCH (:Excerpt)-[:MENTIONS]->(m:Mitigation)
//     RETURN count(DISTINCT m.id) AS n
// tags: [data quality, mitigation, issue]
// ---
CALL () {
  MATCH (:Issue {id: $issue})<-[:KIND_OF*0..]-(k:Issue)
  RETURN k.id AS id
  UNION
  UNWIND CASE WHEN $issue IS NULL THEN $attributes ELSE [] END AS attribute
  MATCH (q:QualityAttribute {id: attribute})<-[:KIND_OF*0..]-(a:QualityAttribute)<-[:DEGRADES]-(i:Issue)
  MATCH (i)<-[:KIND_OF*0..]-(k:Issue)
  RETURN k.id AS id
}
WITH collect(id) AS issues
MATCH (m:Mitigation {way: $way})
WHERE EXISTS { MATCH (m)-[l:MITIGATES]->(k:Issue) WHERE k.id IN issues AND l.participants > 0 }
CALL (m, issues) {
  // DISTINCT keeps the order: Neo4j else begins with the issues and reads the mitigation's statements for each.
  MATCH (m)<-[:SUBJECT]-(s:Statement)
  WHERE s.counts = true AND s.relation = 'mitigates' AND s.basis <> 'codebook' AND s.about = 'own' AND s.object IN issues
  WITH DISTINCT s, issues
  MATCH (s)-[:OBJECT]->(k:Issue)
  MATCH (k)-[:KIND_OF*0..]->(i:Issue)
  WHERE ($level = 'with-kinds' OR k.id = i.id) AND i.id IN issues
  MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE x.speaker <> 'interviewer'
  RETURN i, x, s.polarity AS polarity, s.outcome AS outcome
}
WITH m, i, x, outcome, polarity, polarity = 'affirmed' AS told
ORDER BY x.participant
WITH m, i,
  collect(DISTINCT CASE WHEN $evidence AND told THEN x.id END) AS excerpt_ids,
  collect(DISTINCT CASE WHEN told AND outcome IN ['applied', 'worked', 'failed'] THEN x.participant END) AS applied_by,
  collect(DISTINCT CASE WHEN told AND outcome = 'worked' THEN x.participant END) AS worked_for,
  collect(DISTINCT CASE WHEN told AND outcome = 'failed' THEN x.participant END) AS failed_for,
  collect(DISTINCT CASE WHEN told AND outcome IN ['proposed', 'planned'] THEN x.participant END) AS proposed_by,
  count(DISTINCT CASE WHEN told THEN x.participant END) AS participants,
  count(DISTINCT CASE WHEN told THEN x.span END) AS excerpts,
  count(DISTINCT CASE WHEN polarity = 'denied' THEN x.span END) AS denied
WHERE participants > 0
RETURN m.name AS mitigation, i.name AS issue, applied_by, worked_for, failed_for, proposed_by, participants, excerpts,
  denied, m.id AS mitigation_id, i.id AS issue_id, excerpt_ids
ORDER BY mitigation, mitigation_id, size(applied_by) DESC, participants DESC, excerpts DESC, issue_id,
  applied_by, worked_for, failed_for, proposed_by, denied
