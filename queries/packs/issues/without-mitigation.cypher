// ---
// title: Which issues does nothing mitigate?
// description: >-
//   One row per issue that at least one participant reports and that no mitigation answers, those that
//   most participants report first. What counts as an answer is said by counts_as: applied (somebody
//   applied one, with whatever outcome), told (somebody tells of one, be it only proposed) or codebook
//   (the codebook's own answer is enough). Denials and other people's work never count as an answer. With
//   level with-kinds, which is the default, a participant who reports a kind of the issue, and an answer to a
//   kind of it, count.
// params:
//   counts_as: {type: string, default: told, choices: [applied, told, codebook], help: what is enough to count as a mitigation}
//   level: {type: string, default: with-kinds, choices: [own, with-kinds], help: count the issue's own evidence or that of its kinds too}
// returns:
//   issue: name of the issue
//   participants: distinct participants who report it
//   who: ids of these participants
//   lesser: mitigations that are linked to it, but not by as much as counts_as asks
//   issue_id: id of the issue
// tags: [issue, mitigation, gap]
// ---
MATCH (p:Participant)-[:REPORTS]->(k:Issue)-[:KIND_OF*0..]->(i:Issue)
WHERE $level = 'with-kinds' OR k.id = i.id
WITH i, p.id AS person
ORDER BY person
WITH i, collect(DISTINCT person) AS who
MATCH (k:Issue)-[:KIND_OF*0..]->(i)
WHERE $level = 'with-kinds' OR k.id = i.id
OPTIONAL MATCH (m:Mitigation)-[l:MITIGATES]->(k)
WITH i, who, m, l,
  CASE $counts_as WHEN 'applied' THEN l.applied WHEN 'told' THEN l.participants
    ELSE l.participants + l.codebook END AS enough
ORDER BY m.name, m.id
WITH i, who, sum(coalesce(enough, 0)) AS answers, collect(DISTINCT m.name) AS lesser
WHERE answers = 0
RETURN i.name AS issue, size(who) AS participants, who, lesser, i.id AS issue_id
ORDER BY participants DESC, issue_id, lesser, who
