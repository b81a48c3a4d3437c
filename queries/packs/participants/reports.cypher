// ---
// title: Who reports which issues?
// description: >-
//   One row per participant and issue that the participant reports: an excerpt of their own words is coded
//   as the issue, or a statement on it has the issue as an end. That somebody only tells how to mitigate
//   an issue is no report of it. Only affirmed evidence about the participant's own work makes a row and
//   counts as excerpts. With level with-kinds who reports a kind of an issue reports the issue, and each
//   excerpt counts once.
// params:
//   participant: {type: string, default: null, entity: Participant, help: id of a participant; all if left out}
//   issue: {type: string, default: null, entity: Issue, help: id or name or part of it; all issues if left out}
//   level: {type: string, default: own, choices: [own, with-kinds], help: count the issue's own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   participant: id of the participant
//   role: the participant's job title, generalised
//   issue: name of the issue
//   excerpts: distinct excerpts that report it, all those of a statement
//   coded: of these, excerpts coded as the issue
//   stated: statements in which the participant says so
//   inferred: statements that the coder concluded
//   denied: excerpts that deny the issue itself; to deny a kind of it does not deny it
//   others: excerpts about other people's work or in general
//   issue_id: id of the issue
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {participant: Participant, issue_id: Issue}
// count:
//   of: issue_id
//   what: issues that the participant reports; of all, where none is named
//   among: issues that somebody reports; with kinds also what these are kinds of
//   total: >-
//     MATCH (:Participant)-[:REPORTS]->(k:Issue)-[:KIND_OF*0..]->(i:Issue)
//     WHERE $level = 'with-kinds' OR k.id = i.id
//     RETURN count(DISTINCT i.id) AS n
// tags: [participant, issue]
// ---
MATCH (i:Issue)
WHERE $issue IS NULL OR i.id = $issue
MATCH (i)<-[:KIND_OF*0..]-(k:Issue)
WHERE $level = 'with-kinds' OR k.id = i.id
CALL (k) {
  MATCH (k)<-[:DENOTES]-(:Code)<-[r:CODED_AS]-(x:Excerpt)
  WHERE x.counts = true AND x.speaker <> 'interviewer' AND r.extent <> 'label-only'
    AND ($participant IS NULL OR x.participant = $participant)
  RETURN x, r.polarity AS polarity, r.about AS about, 'coded' AS basis, null AS statement, true AS denies
  UNION ALL
  MATCH (k)<-[:SUBJECT|OBJECT]-(s:Statement)
  WHERE s.counts = true AND s.relation <> 'mitigates' AND s.basis <> 'codebook'
    AND ($participant IS NULL OR s.participant = $participant)
  MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE x.speaker <> 'interviewer'
  RETURN x, s.polarity AS polarity, s.about AS about, s.basis AS basis, s.id AS statement,
    s.relation = 'reports' AS denies
}
WITH x.participant AS person, i, x, polarity, about, basis, statement, denies AND k.id = i.id AS denies,
  polarity = 'affirmed' AND about = 'own' AS own
WITH person, i,
  collect(DISTINCT CASE WHEN $evidence AND own THEN x.id END) AS excerpt_ids,
  count(DISTINCT CASE WHEN own THEN x.span END) AS excerpts,
  count(DISTINCT CASE WHEN own AND basis = 'coded' THEN x.span END) AS coded,
  count(DISTINCT CASE WHEN own AND basis = 'stated' THEN statement END) AS stated,
  count(DISTINCT CASE WHEN own AND basis = 'inferred' THEN statement END) AS inferred,
  count(DISTINCT CASE WHEN polarity = 'denied' AND about = 'own' AND denies THEN x.span END) AS denied,
  count(DISTINCT CASE WHEN about <> 'own' THEN x.span END) AS others
WHERE excerpts > 0
MATCH (p:Participant {id: person})
RETURN p.id AS participant, p.role AS role, i.name AS issue, excerpts, coded, stated, inferred,
  denied, others, i.id AS issue_id, excerpt_ids
ORDER BY participant, excerpts DESC, issue_id, coded, stated, inferred, denied, others
