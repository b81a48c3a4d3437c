// ---
// title: Which issues does nothing mitigate?
// description: >-
//   One row per issue that at least one participant reports and that no mitigation answers, those that
//   most participants report first. What counts as an answer is said by counts_as: applied (somebody
//   applied one, with whatever outcome), told (somebody tells of one, be it only proposed) or codebook
//   (the codebook's own answer is enough). Denials and other people's work never count as an answer. With
//   level with-kinds, which is the default, a participant who reports a kind of the issue, and an answer to a
//   kind of it, count. With broader an answer to what the issue is a kind of counts as well. participants
//   and excerpts are those of the reports.
// params:
//   counts_as: {type: string, default: told, choices: [applied, told, codebook], help: what is enough to count as a mitigation}
//   broader: {type: boolean, default: false, help: let a mitigation of a broader issue count as well}
//   level: {type: string, default: with-kinds, choices: [own, with-kinds], help: count the issue's own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   issue: name of the issue
//   participants: distinct participants who report it
//   excerpts: distinct excerpts in which they do, all those of a statement
//   who: ids of these participants
//   lesser: mitigations that are linked to it, but not by as much as counts_as asks
//   on_broader: mitigations, of as much as counts_as asks, of what the issue is a kind of
//   issue_id: id of the issue
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {issue_id: Issue, who: Participant}
// count:
//   of: issue_id
//   what: issues that nothing mitigates
//   among: issues that somebody reports, or with kinds a kind of which
//   total: >-
//     MATCH (:Participant)-[:REPORTS]->(k:Issue)-[:KIND_OF*0..]->(i:Issue)
//     WHERE $level = 'with-kinds' OR k.id = i.id
//     RETURN count(DISTINCT i.id) AS n
// tags: [issue, mitigation, gap]
// ---
MATCH (:Participant)-[:REPORTS]->(k:Issue)
WITH DISTINCT k
MATCH (k)-[:KIND_OF*0..]->(i:Issue)
WHERE $level = 'with-kinds' OR k.id = i.id
WITH i, collect(k) AS kinds
// The links tell which issues lack a mitigation: the evidence of these few alone is read.
CALL (i) {
  CALL (i) {
    MATCH (i)<-[:KIND_OF*0..]-(k:Issue)
    WHERE $level = 'with-kinds' OR k.id = i.id
    RETURN k
    UNION
    MATCH (i)-[:KIND_OF*1..]->(k:Issue)
    WHERE $broader
    RETURN k
  }
  OPTIONAL MATCH (k)<-[l:MITIGATES]-(m:Mitigation)
  WITH m, CASE $counts_as WHEN 'applied' THEN l.applied
      WHEN 'told' THEN l.participants ELSE l.participants + l.codebook END AS enough
  ORDER BY m.name, m.id
  RETURN sum(coalesce(enough, 0)) AS answers, collect(DISTINCT m.name) AS lesser
}
WITH i, kinds, answers, lesser
WHERE answers = 0
UNWIND kinds AS k
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
WITH i, lesser, x
WHERE x.speaker <> 'interviewer'
WITH i, lesser, x.participant AS person, count(DISTINCT x.span) AS spans,
  collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS found
ORDER BY person
WITH i, lesser, collect(person) AS who, sum(spans) AS excerpts,
  reduce(all = [], each IN collect(found) | all + each) AS excerpt_ids
CALL (i) {
  OPTIONAL MATCH (i)-[:KIND_OF*1..]->(b:Issue)<-[l:MITIGATES]-(m:Mitigation)
  WHERE CASE $counts_as WHEN 'applied' THEN l.applied WHEN 'told' THEN l.participants
    ELSE l.participants + l.codebook END > 0
  WITH m
  ORDER BY m.name, m.id
  RETURN collect(DISTINCT m.name) AS on_broader
}
RETURN i.name AS issue, size(who) AS participants, excerpts, who, lesser, on_broader, i.id AS issue_id, excerpt_ids
ORDER BY participants DESC, excerpts DESC, issue_id, lesser, on_broader, who
