// ---
// title: Which causes do several issues share?
// description: >-
//   One row per cause that leads to at least two issues (see least), those of most issues first. A cause
//   is whatever leads to an issue by CAUSES or LEADS_TO (see kind). Counts are of affirmed evidence about
//   the participant's own work. With level with-kinds a cause has the issues of its kinds too; issues are
//   always counted as they are told, never rolled up, and no issue is its own cause by what a kind of it leads to.
// params:
//   least: {type: integer, default: 2, help: how many issues a cause must lead to}
//   level: {type: string, default: own, choices: [own, with-kinds], help: count the cause's own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   cause: name of the cause
//   kind: what the cause is (Cause, Issue, Consequence or Mitigation)
//   issues: distinct issues that it leads to
//   participants: distinct participants who tell of any of these links
//   excerpts: distinct excerpts of these, all those of a statement
//   issue_names: the issues' names
//   issue_ids: the issues' ids, in the same order
//   cause_id: id of the cause
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {cause_id: [Cause, Issue, Consequence, Mitigation], issue_ids: Issue}
// count:
//   of: cause_id
//   what: causes that lead to several issues
//   among: whatever leads to an issue, as somebody tells it
//   total: >-
//     MATCH (k)-[l:CAUSES|LEADS_TO]->(i:Issue) WHERE l.participants > 0
//     MATCH (k)-[:KIND_OF*0..]->(c) WHERE ($level = 'with-kinds' OR k.id = c.id) AND c.id <> i.id
//     RETURN count(DISTINCT c.id) AS n
// tags: [cause, issue]
// ---
MATCH (i:Issue)<-[:OBJECT]-(s:Statement)-[:SUBJECT]->(k)
WHERE s.counts = true AND s.relation IN ['causes', 'leads_to']
  AND s.polarity = 'affirmed' AND s.about = 'own'
MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
WHERE x.speaker <> 'interviewer'
// From each cause its kinds are walked once, not from each excerpt.
WITH k, collect([i, x]) AS told
MATCH (k)-[:KIND_OF*0..]->(c)
WHERE $level = 'with-kinds' OR k.id = c.id
UNWIND told AS each
WITH c, each[0] AS i, each[1] AS x
WHERE c.id <> i.id
WITH c, i, x
ORDER BY i.name, i.id
WITH c, count(DISTINCT i.id) AS issues, count(DISTINCT x.participant) AS participants,
  count(DISTINCT x.span) AS excerpts, collect(DISTINCT i.name) AS issue_names,
  collect(DISTINCT i.id) AS issue_ids,
  collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS excerpt_ids
WHERE issues >= $least
RETURN c.name AS cause, labels(c)[0] AS kind, issues, participants, excerpts, issue_names, issue_ids, c.id AS cause_id,
  excerpt_ids
ORDER BY issues DESC, participants DESC, excerpts DESC, cause_id, kind, issue_names, issue_ids
