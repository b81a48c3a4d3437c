// ---
// title: Which issues do several participants report?
// description: >-
//   One row per issue that at least as many participants report of their own work as asked for, those that
//   most report first. Participants and excerpts are two numbers: one person may speak of a thing often. With
//   level with-kinds, which is the default, who reports a kind of an issue reports the issue, so that an
//   issue which several people met in special forms is found under its general name.
// params:
//   least: {type: integer, default: 2, help: how many participants at least; 1 stands for every issue that somebody reports and so does less}
//   level: {type: string, default: with-kinds, choices: [own, with-kinds], help: count the issue's own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   issue: name of the issue
//   participants: distinct participants who report it
//   excerpts: distinct excerpts in which they do, all those of a statement
//   who: ids of the participants
//   issue_id: id of the issue
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {issue_id: Issue, who: Participant}
// count:
//   of: issue_id
//   what: issues that at least as many participants report
//   among: issues that somebody reports, or with kinds a kind of which
//   total: >-
//     MATCH (:Participant)-[:REPORTS]->(k:Issue)-[:KIND_OF*0..]->(i:Issue)
//     WHERE $level = 'with-kinds' OR k.id = i.id
//     RETURN count(DISTINCT i.id) AS n
// tags: [issue, participant]
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
WHERE size(who) >= $least
RETURN i.name AS issue, size(who) AS participants, excerpts, who, i.id AS issue_id, excerpt_ids
ORDER BY participants DESC, excerpts DESC, issue_id, who
