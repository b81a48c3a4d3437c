// ---
// title: Which issues and causes does nothing mitigate?
// description: >-
//   One row per issue or cause that participants tell of their own work and that no mitigation answers, those
//   that most tell first. What counts as an answer is said by counts_as: applied (somebody applied
//   one, with whatever outcome), told (somebody tells of one, be it only proposed or named) or codebook
//   (the codebook's own answer is enough). An answer to something broader counts only with broader;
//   without it, it stands in on_broader. Denials and other people's work never answer anything. With level
//   with-kinds, which is the default, who tells a kind of the issue or cause tells it, and an answer to a kind
//   of it counts. A cause is told where it causes or leads to something, is caused, or is told by itself.
// params:
//   kind: {type: string, default: null, choices: [issue, cause], help: issues or causes only; both if left out}
//   counts_as: {type: string, default: told, choices: [applied, told, codebook], help: what is enough to count as a mitigation}
//   broader: {type: boolean, default: false, help: whether an answer to what it is a kind of counts}
//   level: {type: string, default: with-kinds, choices: [own, with-kinds], help: count its own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   entity: name of the issue or cause
//   kind: Issue or Cause
//   participants: distinct participants who tell it
//   excerpts: distinct excerpts in which they do, all those of a statement
//   who: ids of these participants
//   lesser: mitigations that are linked to it, but not by as much as counts_as asks
//   on_broader: mitigations that answer something broader by as much
//   entity_id: id of the issue or cause
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {entity_id: [Issue, Cause], who: Participant}
// count:
//   of: entity_id
//   what: issues and causes that nothing answers
//   among: issues and causes that somebody tells, or a kind of which
//   total: >-
//     MATCH (k:Issue|Cause)-[:KIND_OF*0..]->(e:Issue|Cause)
//     WHERE ($level = 'with-kinds' OR k.id = e.id) AND ($kind IS NULL OR $kind = toLower(labels(e)[0])) AND (
//       EXISTS {
//         MATCH (k)<-[:SUBJECT|OBJECT]-(s:Statement)-[:SUPPORTED_BY]->(x:Excerpt)
//         WHERE s.counts = true AND s.relation <> 'mitigates' AND s.basis <> 'codebook'
//           AND s.polarity = 'affirmed' AND s.about = 'own' AND x.speaker <> 'interviewer'
//       } OR EXISTS {
//         MATCH (k)<-[:DENOTES]-(:Code)<-[r:CODED_AS]-(x:Excerpt)
//         WHERE x.counts = true AND r.extent <> 'label-only' AND r.polarity = 'affirmed' AND r.about = 'own'
//           AND x.speaker <> 'interviewer'
//       })
//     RETURN count(DISTINCT e.id) AS n
// tags: [issue, cause, mitigation, gap]
// ---
MATCH (e:Issue|Cause)
WHERE $kind IS NULL OR $kind = toLower(labels(e)[0])
CALL (e) {
  MATCH (e)<-[:KIND_OF*0..]-(k:Issue|Cause)
  WHERE $level = 'with-kinds' OR k.id = e.id
  OPTIONAL MATCH (m:Mitigation)-[l:MITIGATES]->(k)
  WITH m, CASE $counts_as WHEN 'applied' THEN l.applied WHEN 'told' THEN l.participants
    ELSE l.participants + l.codebook END AS enough
  ORDER BY m.name, m.id
  RETURN sum(coalesce(enough, 0)) AS answers, collect(DISTINCT m.name) AS lesser
}
WITH e, answers, lesser
WHERE answers = 0
CALL (e) {
  OPTIONAL MATCH (e)-[:KIND_OF*1..]->(b:Issue|Cause)<-[l:MITIGATES]-(m:Mitigation)
  WHERE CASE $counts_as WHEN 'applied' THEN l.applied WHEN 'told' THEN l.participants
    ELSE l.participants + l.codebook END > 0
  WITH m
  ORDER BY m.name, m.id
  RETURN collect(DISTINCT m.name) AS on_broader
}
WITH e, lesser, on_broader
WHERE NOT $broader OR size(on_broader) = 0
CALL (e) {
  MATCH (e)<-[:KIND_OF*0..]-(k:Issue|Cause)
  WHERE $level = 'with-kinds' OR k.id = e.id
  CALL (k) {
    MATCH (k)<-[:SUBJECT|OBJECT]-(s:Statement)
    WHERE s.counts = true AND s.relation <> 'mitigates' AND s.basis <> 'codebook'
      AND s.polarity = 'affirmed' AND s.about = 'own'
    MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
    WHERE x.speaker <> 'interviewer'
    RETURN x
    UNION
    MATCH (k)<-[:DENOTES]-(:Code)<-[r:CODED_AS]-(x:Excerpt)
    WHERE x.counts = true AND r.extent <> 'label-only' AND r.polarity = 'affirmed' AND r.about = 'own'
      AND x.speaker <> 'interviewer'
    RETURN x
  }
  WITH x
  ORDER BY x.participant
  RETURN collect(DISTINCT x.participant) AS who, count(DISTINCT x.span) AS excerpts,
    collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS excerpt_ids
}
WITH e, lesser, on_broader, who, excerpts, excerpt_ids
WHERE excerpts > 0
RETURN e.name AS entity, labels(e)[0] AS kind, size(who) AS participants, excerpts, who, lesser, on_broader,
  e.id AS entity_id, excerpt_ids
ORDER BY participants DESC, excerpts DESC, entity_id, kind, who, lesser, on_broader
