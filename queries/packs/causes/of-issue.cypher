// ---
// title: What causes an issue, or leads to a consequence or a further cause?
// description: >-
//   One row per issue and cause: whatever leads to the issue by CAUSES or LEADS_TO, so another issue, a
//   consequence or a mitigation with a side effect too (see kind). A consequence or a cause, named in its
//   place, has rows in the same way. Counts are of affirmed evidence about
//   the participant's own work; a cause that is only denied, or only told of others, has no row. With
//   level with-kinds an issue has the causes of its kinds too, each participant and excerpt counted once.
// params:
//   issue: {type: string, default: null, entity: [Issue, Consequence, Cause], help: an issue or consequence or cause by id or name or part of it; all issues if left out}
//   level: {type: string, default: own, choices: [own, with-kinds], help: count the issue's own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   issue: name of the issue, consequence or cause
//   cause: name of what causes it
//   kind: what the cause is (Cause, Issue, Consequence or Mitigation)
//   participants: distinct participants who tell it of their own work
//   excerpts: distinct excerpts of these, all those of a statement
//   stated: statements whose participant says so
//   inferred: statements that the coder concluded
//   denied: excerpts that deny it
//   others: excerpts about other people's work or in general
//   issue_id: id of the issue, consequence or cause
//   cause_id: id of the cause
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {issue_id: [Issue, Consequence, Cause], cause_id: [Cause, Issue, Consequence, Mitigation]}
// example: {issue: low-data-quality}
// count:
//   of: cause_id
//   what: causes of the issue, or of all issues
//   among: whatever leads to an issue, a consequence or a further cause, as somebody tells it
//   total: >-
//     MATCH (c)-[l:CAUSES|LEADS_TO]->() WHERE l.participants > 0
//     RETURN count(DISTINCT c.id) AS n
// tags: [issue, cause]
// ---
CALL () {
  // The numbers of an issue's own evidence stand on its links; evidence is read for kinds and for --evidence.
  WITH 1 AS one
  WHERE $level = 'own' AND NOT $evidence
  MATCH (i:Issue|Consequence|Cause)<-[l:CAUSES|LEADS_TO]-(c)
  WHERE (i:Issue OR $issue IS NOT NULL) AND ($issue IS NULL OR i.id = $issue)
  RETURN i, c, l.participants AS participants, l.excerpts AS excerpts, l.stated AS stated, l.inferred AS inferred,
    l.denied AS denied, l.others AS others, [] AS excerpt_ids
  UNION ALL
  WITH 1 AS one
  WHERE $level <> 'own' OR $evidence
  MATCH (k:Issue|Consequence|Cause)-[:KIND_OF*0..]->(i:Issue|Consequence|Cause)
  WHERE ($level = 'with-kinds' OR k.id = i.id) AND (i:Issue OR $issue IS NOT NULL)
    AND ($issue IS NULL OR i.id = $issue)
  MATCH (k)<-[:OBJECT]-(s:Statement)
  WHERE s.counts = true AND s.relation IN ['causes', 'leads_to']
  MATCH (s)-[:SUBJECT]->(c)
  MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE x.speaker <> 'interviewer'
  WITH i, c, s, x, s.polarity = 'affirmed' AND s.about = 'own' AS own
  WITH i, c,
    collect(DISTINCT CASE WHEN $evidence AND own THEN x.id END) AS excerpt_ids,
    count(DISTINCT CASE WHEN own THEN x.participant END) AS participants,
    count(DISTINCT CASE WHEN own THEN x.span END) AS excerpts,
    count(DISTINCT CASE WHEN own AND s.basis = 'stated' THEN s.id END) AS stated,
    count(DISTINCT CASE WHEN own AND s.basis = 'inferred' THEN s.id END) AS inferred,
    count(DISTINCT CASE WHEN s.polarity = 'denied' AND s.about = 'own' THEN x.span END) AS denied,
    count(DISTINCT CASE WHEN s.about <> 'own' THEN x.span END) AS others
  RETURN i, c, participants, excerpts, stated, inferred, denied, others, excerpt_ids
}
WITH i, c, participants, excerpts, stated, inferred, denied, others, excerpt_ids
WHERE participants > 0
RETURN i.name AS issue, c.name AS cause, labels(c)[0] AS kind, participants, excerpts, stated, inferred,
  denied, others, i.id AS issue_id, c.id AS cause_id, excerpt_ids
ORDER BY issue, issue_id, participants DESC, excerpts DESC, cause_id, kind, stated, inferred, denied, others
