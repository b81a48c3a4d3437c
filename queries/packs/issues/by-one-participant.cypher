// ---
// title: Which issues does one participant alone tell?
// description: >-
//   One row per issue that exactly one participant reports of their own work, by participant, those of most excerpts
//   first. With level with-kinds, which is the default, who reports a kind of an issue reports the
//   issue, so an issue of which two participants each met a special form is told by two. A special form
//   may be told by one alone where others tell its sister: also_told names the broader issues that more
//   participants report, themselves or by another kind. Denials and other people's work are no reports.
// params:
//   participant: {type: string, default: null, entity: Participant, help: issues that this participant alone tells; all participants if left out}
//   level: {type: string, default: with-kinds, choices: [own, with-kinds], help: count the issue's own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   participant: id of the participant
//   issue: name of the issue
//   excerpts: distinct excerpts in which they report it, all those of a statement
//   also_told: names of broader issues that others report too
//   issue_id: id of the issue
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {participant: Participant, issue_id: Issue}
// count:
//   of: issue_id
//   what: issues that one participant alone reports
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
WHERE size(who) = 1 AND ($participant IS NULL OR $participant IN who)
WITH i, head(who) AS participant, excerpts, excerpt_ids, COLLECT {
    MATCH (i)-[:KIND_OF*1..]->(b:Issue)
    WHERE EXISTS {
      MATCH (b)<-[:KIND_OF*0..]-(:Issue)<-[:REPORTS]-(p:Participant) WHERE NOT p.id IN who
    }
    WITH DISTINCT b
    RETURN b.name ORDER BY b.name, b.id
  } AS also_told
RETURN participant, i.name AS issue, excerpts, also_told, i.id AS issue_id, excerpt_ids
ORDER BY participant, excerpts DESC, issue_id, also_told
