// ---
// title: Which causes does nothing mitigate?
// description: >-
//   One row per cause that at least one participant tells of their own work and that no mitigation
//   answers, those that most participants tell first. What counts as an answer is said by counts_as: applied
//   (somebody applied one, with whatever outcome), told (somebody tells of one, be it only proposed) or
//   codebook (the codebook's own answer is enough). A mitigation of an issue that the cause leads to does
//   not answer the cause: open and answered name these issues, apart by whether something answers them by the same
//   measure. Denials and other people's work never count as an answer. With level with-kinds, which is the
//   default, who tells of a kind of the cause, an answer to a kind of it, and the issues of its kinds count. With
//   broader an answer to what the cause is a kind of counts as well, and so for the issues.
// params:
//   counts_as: {type: string, default: told, choices: [applied, told, codebook], help: what is enough to count as a mitigation}
//   broader: {type: boolean, default: false, help: let a mitigation of a broader cause count as well}
//   level: {type: string, default: with-kinds, choices: [own, with-kinds], help: count the cause's own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   cause: name of the cause
//   participants: distinct participants who tell of it
//   excerpts: distinct excerpts in which they do, all those of a statement
//   who: ids of these participants
//   origin: where it comes from
//   lies_with: with whom it lies
//   lesser: mitigations that are linked to it, but not by as much as counts_as asks
//   answered: issues that it leads to directly and that a mitigation answers
//   open: issues that it leads to directly and that none answers
//   cause_id: id of the cause
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {cause_id: Cause, who: Participant}
// count:
//   of: cause_id
//   what: causes that nothing mitigates
//   among: causes that a participant tells of their own work, or with kinds a kind of which
//   total: >-
//     MATCH (:Excerpt)-[m:MENTIONS]->(k:Cause)-[:KIND_OF*0..]->(c:Cause)
//     WHERE ($level = 'with-kinds' OR k.id = c.id) AND m.coded + m.stated > m.answered
//     RETURN count(DISTINCT c.id) AS n
// tags: [cause, mitigation, gap]
// ---
MATCH (x:Excerpt)-[m:MENTIONS]->(k:Cause)-[:KIND_OF*0..]->(c:Cause)
WHERE ($level = 'with-kinds' OR k.id = c.id) AND m.coded + m.stated > m.answered
WITH c, x, x.participant AS person
ORDER BY person
WITH c, collect(DISTINCT person) AS who, count(DISTINCT x.span) AS excerpts,
  collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS excerpt_ids
CALL (c) {
  MATCH (c)<-[:KIND_OF*0..]-(k:Cause)
  WHERE $level = 'with-kinds' OR k.id = c.id
  RETURN k
  UNION
  MATCH (c)-[:KIND_OF*1..]->(k:Cause)
  WHERE $broader
  RETURN k
}
OPTIONAL MATCH (m:Mitigation)-[l:MITIGATES]->(k)
WITH c, who, excerpts, excerpt_ids, m, CASE $counts_as WHEN 'applied' THEN l.applied
    WHEN 'told' THEN l.participants ELSE l.participants + l.codebook END AS enough
ORDER BY m.name, m.id
WITH c, who, excerpts, excerpt_ids, sum(coalesce(enough, 0)) AS answers, collect(DISTINCT m.name) AS lesser
WHERE answers = 0
CALL (c) {
  MATCH (c)<-[:KIND_OF*0..]-(k:Cause)-[t:CAUSES]->(i:Issue)
  WHERE t.participants > 0 AND ($level = 'with-kinds' OR k.id = c.id)
  WITH DISTINCT i
  WITH i, EXISTS {
      MATCH (i)-[:KIND_OF*0..]->(b:Issue)<-[l:MITIGATES]-(:Mitigation)
      WHERE ($broader OR b.id = i.id) AND CASE $counts_as WHEN 'applied' THEN l.applied
        WHEN 'told' THEN l.participants ELSE l.participants + l.codebook END > 0
    } AS is_answered
  ORDER BY i.name, i.id
  RETURN collect(CASE WHEN is_answered THEN i.name END) AS answered,
    collect(CASE WHEN NOT is_answered THEN i.name END) AS open
}
RETURN c.name AS cause, size(who) AS participants, excerpts, who, c.origin AS origin, c.lies_with AS lies_with,
  lesser, answered, open, c.id AS cause_id, excerpt_ids
ORDER BY participants DESC, excerpts DESC, cause_id, who, lesser, answered, open
