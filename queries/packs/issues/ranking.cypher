// ---
// title: Which issues are told most, by participants or by excerpts?
// description: >-
//   One row per issue that a participant reports of their own work, ranked by distinct participants or by
//   distinct excerpts, whichever is asked for. Both numbers stand in every row and are never added: one
//   person may speak of a thing often. Issues with the same number share a rank, and as many ranks are
//   left out after them. With level with-kinds, which is the default, an issue has the reports of its
//   kinds too, each participant and excerpt counted once. What is denied, told of others or asked by the
//   interviewer is no report, nor is it one that something answers an issue.
// params:
//   by: {type: string, default: participants, choices: [participants, excerpts], help: the number to rank by}
//   top: {type: integer, default: null, help: the last rank that is shown; all if left out}
//   level: {type: string, default: with-kinds, choices: [own, with-kinds], help: count the issue's own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   rank: its rank by the number asked for, 1 for the greatest
//   issue: name of the issue
//   participants: distinct participants who report it
//   excerpts: distinct excerpts in which they do, all those of a statement
//   who: ids of the participants
//   issue_id: id of the issue
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {issue_id: Issue, who: Participant}
// count:
//   of: issue_id
//   what: issues down to the last rank
//   among: issues that somebody reports, or with kinds a kind of which
//   total: >-
//     MATCH (:Participant)-[:REPORTS]->(k:Issue)-[:KIND_OF*0..]->(i:Issue)
//     WHERE $level = 'with-kinds' OR k.id = i.id
//     RETURN count(DISTINCT i.id) AS n
// tags: [issue, participant, ranking]
// ---
MATCH (:Participant)-[:REPORTS]->(k:Issue)
WITH DISTINCT k
MATCH (k)-[:KIND_OF*0..]->(i:Issue)
WHERE $level = 'with-kinds' OR k.id = i.id
WITH k, collect(i) AS reported
CALL (k) {
  MATCH (k)<-[:SUBJECT|OBJECT]-(s:Statement)
  WHERE s.counts = true AND s.relation <> 'mitigates' AND s.basis <> 'codebook'
    AND s.polarity = 'affirmed' AND s.about = 'own'
  MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
  RETURN x
  UNION
  MATCH (k)<-[:DENOTES]-(:Code)<-[r:CODED_AS]-(x:Excerpt)
  WHERE x.counts = true AND r.extent <> 'label-only' AND r.polarity = 'affirmed' AND r.about = 'own'
  RETURN x
}
WITH reported, x
WHERE x.speaker <> 'interviewer'
UNWIND reported AS i
WITH i, x.participant AS person, count(DISTINCT x.span) AS spans,
  collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS found
ORDER BY person
WITH i, collect(person) AS who, sum(spans) AS excerpts,
  reduce(all = [], each IN collect(found) | all + each) AS excerpt_ids
WITH i, who, excerpts, excerpt_ids, CASE $by WHEN 'excerpts' THEN excerpts ELSE size(who) END AS weight
WITH collect(weight) AS weights, collect([weight, i, who, excerpts, excerpt_ids]) AS found
UNWIND found AS one
WITH one[1] AS i, one[2] AS who, one[3] AS excerpts, one[4] AS excerpt_ids,
  1 + size([w IN weights WHERE w > one[0]]) AS rank
WHERE $top IS NULL OR rank <= $top
RETURN rank, i.name AS issue, size(who) AS participants, excerpts, who, i.id AS issue_id, excerpt_ids
ORDER BY rank, participants DESC, excerpts DESC, issue_id, who
