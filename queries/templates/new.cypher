// ---
// title: Which issues of a kind do participants report?
// description: >-
//   One row per issue. Say here what a row is, what is counted, at which level, and what does not count:
//   counts are of affirmed evidence about the participant's own work.
// # Parameters: a type, a default (null: all) or 'required: true', and a help text without commas. With 'entity'
// # the value may be an id, a name or a part of it, and $issue below is the id.
// params:
//   issue: {type: string, default: null, entity: Issue, help: id or name or part of it; all issues if left out}
//   least: {type: integer, default: 1, help: how many participants at least}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// # Columns, in the order of RETURN. excerpt_ids is what --evidence opens; it is not shown otherwise.
// returns:
//   issue: name of the issue
//   participants: distinct participants who report it
//   excerpts: distinct excerpts in which they do
//   issue_id: id of the issue
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// # Columns of ids, for --view graph; and what the rows are a part of, for --view count.
// entities: {issue_id: Issue}
// count:
//   of: issue_id
//   what: issues that at least as many participants report
//   among: issues in the registry
//   total: MATCH (i:Issue) RETURN count(i) AS n
// tags: [issue]
// ---
MATCH (i:Issue)
WHERE $issue IS NULL OR i.id = $issue
// An excerpt reports the issue by a statement, unless it only says what answers it, or by a code.
CALL (i) {
  MATCH (i)<-[:SUBJECT|OBJECT]-(s:Statement)-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE s.counts = true AND s.relation <> 'mitigates' AND s.basis <> 'codebook'
    AND s.polarity = 'affirmed' AND s.about = 'own'
  RETURN x
  UNION
  MATCH (i)<-[:DENOTES]-(:Code)<-[r:CODED_AS]-(x:Excerpt)
  WHERE x.counts = true AND r.extent <> 'label-only' AND r.polarity = 'affirmed' AND r.about = 'own'
  RETURN x
}
WITH i, x
WHERE x.speaker <> 'interviewer'
WITH i, count(DISTINCT x.participant) AS participants, count(DISTINCT x.span) AS excerpts,
  collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS excerpt_ids
WHERE participants >= $least
// Every column stands in the ORDER BY, or the id of what it belongs to: two databases must give one order.
RETURN i.name AS issue, participants, excerpts, i.id AS issue_id, excerpt_ids
ORDER BY participants DESC, excerpts DESC, issue_id
