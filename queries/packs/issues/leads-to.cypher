// ---
// title: What does an issue, a cause or a mitigation lead to?
// description: >-
//   One row per start and what it brings about, by CAUSES or LEADS_TO: issues, consequences, and further
//   causes; of a mitigation its side effects. Counts are of affirmed evidence about the participant's own
//   work; what is only denied, or only told of others, has no row. With level with-kinds a thing has the
//   effects of its kinds too, each participant and excerpt counted once; that a kind leads to the thing itself is left
//   out.
// params:
//   of: {type: string, default: null, entity: [Issue, Cause, Mitigation, Consequence], help: id or name or part of it; all issues if left out}
//   level: {type: string, default: own, choices: [own, with-kinds], help: count its own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   start: name of what leads somewhere
//   leads_to: name of what it leads to
//   kind: what that is (Issue, Consequence or Cause)
//   participants: distinct participants who tell it of their own work
//   excerpts: distinct excerpts of these, all those of a statement
//   stated: statements whose participant says so
//   inferred: statements that the coder concluded
//   denied: excerpts that deny it
//   others: excerpts about other people's work or in general
//   start_id: id of the start
//   end_id: id of what it leads to
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {start_id: [Issue, Cause, Mitigation, Consequence], end_id: [Issue, Consequence, Cause]}
// tags: [issue, consequence]
// ---
MATCH (k:Issue|Cause|Mitigation|Consequence)-[:KIND_OF*0..]->(a:Issue|Cause|Mitigation|Consequence)
WHERE ($level = 'with-kinds' OR k.id = a.id) AND (a:Issue OR $of IS NOT NULL)
  AND ($of IS NULL OR a.id = $of)
MATCH (k)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b)
WHERE s.counts = true AND s.relation IN ['causes', 'leads_to'] AND b.id <> a.id
MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
WHERE x.speaker <> 'interviewer'
WITH a, b, s, x, s.polarity = 'affirmed' AND s.about = 'own' AS own
WITH a, b,
  collect(DISTINCT CASE WHEN $evidence AND own THEN x.id END) AS excerpt_ids,
  count(DISTINCT CASE WHEN own THEN x.participant END) AS participants,
  count(DISTINCT CASE WHEN own THEN x.span END) AS excerpts,
  count(DISTINCT CASE WHEN own AND s.basis = 'stated' THEN s.id END) AS stated,
  count(DISTINCT CASE WHEN own AND s.basis = 'inferred' THEN s.id END) AS inferred,
  count(DISTINCT CASE WHEN s.polarity = 'denied' AND s.about = 'own' THEN x.span END) AS denied,
  count(DISTINCT CASE WHEN s.about <> 'own' THEN x.span END) AS others
WHERE participants > 0
RETURN a.name AS start, b.name AS leads_to, labels(b)[0] AS kind, participants, excerpts, stated, inferred,
  denied, others, a.id AS start_id, b.id AS end_id, excerpt_ids
ORDER BY start, start_id, participants DESC, excerpts DESC, end_id, kind, stated, inferred, denied, others
