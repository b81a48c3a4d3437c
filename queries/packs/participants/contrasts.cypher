// ---
// title: Do participants with one attribute report other issues than the rest?
// description: >-
//   One row per value of the attribute and issue: how many of the participants with this value report the
//   issue of their own work, and how many of all others do. Each share has its own denominator: participants
//   whose interview has a coding that counts and is not empty, no matter whether they report anything. Who was
//   not interviewed, or whose interview nobody coded, is in no number; who did not tell the attribute stands
//   under 'not told', and is among the others of every value. With data_types a participant stands under each
//   type. An issue that none of a value reports has its row too, with 0. With level with-kinds, which is the
//   default, who reports a kind of an issue reports the issue. The largest differences come first; with a
//   handful of participants they are a hint, never a test.
// params:
//   attribute: {type: string, default: role, choices: [role, experience, ml_experience, company_kind, company_size, domain, product, data_types], help: the attribute whose values are held against each other}
//   issue: {type: string, default: null, entity: Issue, help: id or name or part of it; all issues if left out}
//   least: {type: integer, default: 2, help: where no issue is named only issues that at least so many participants report}
//   level: {type: string, default: with-kinds, choices: [own, with-kinds], help: count the issue's own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   value: value of the attribute; 'not told' where there is none
//   issue: name of the issue
//   participants: distinct participants with this value who report it
//   of: participants with this value whose interview is coded
//   share: participants / of, rounded to 2 places
//   other_participants: distinct participants without this value who report it
//   other_of: participants without this value whose interview is coded
//   other_share: other_participants / other_of, rounded to 2 places; nothing where there are no others
//   difference: share minus other_share, rounded to 2 places
//   excerpts: distinct excerpts in which the participants with this value report it
//   who: ids of the participants with this value who report it
//   issue_id: id of the issue
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {issue_id: Issue, who: Participant}
// count:
//   of: issue_id
//   what: issues that at least so many participants report, each held against the attribute's values
//   among: issues that somebody reports, or a kind of which
//   total: >-
//     MATCH (:Participant)-[:REPORTS]->(k:Issue)-[:KIND_OF*0..]->(i:Issue)
//     WHERE $level = 'with-kinds' OR k.id = i.id
//     RETURN count(DISTINCT i.id) AS n
// tags: [participant, issue]
// ---
MATCH (k:Issue)-[:KIND_OF*0..]->(i:Issue)
WHERE ($level = 'with-kinds' OR k.id = i.id) AND ($issue IS NULL OR i.id = $issue)
WITH k, collect(i) AS issues
MATCH (k)<-[m:MENTIONS]-(x:Excerpt)
WHERE m.coded + m.stated > m.answered
UNWIND issues AS i
WITH i, x.participant AS person, count(DISTINCT x.span) AS spans,
  collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS ids
ORDER BY person
WITH i, collect([person, spans, ids]) AS reports
WHERE $issue IS NOT NULL OR size(reports) >= $least
WITH collect([i.id, i.name, reports]) AS found
CALL () {
  MATCH (p:Participant)
  WHERE EXISTS {
    MATCH (p)-[:GAVE]->(:Interview)<-[:CODING_OF]-(c:Coding {counts: true}) WHERE c.status <> 'empty'
  }
  WITH p, CASE $attribute
    WHEN 'role' THEN [p.role]
    WHEN 'experience' THEN [p.experience]
    WHEN 'ml_experience' THEN [p.ml_experience]
    WHEN 'company_kind' THEN [p.company_kind]
    WHEN 'company_size' THEN [p.company_size]
    WHEN 'domain' THEN [p.domain]
    WHEN 'product' THEN [p.product]
    ELSE coalesce(p.data_types, []) END AS told
  WITH collect([p.id, [each IN told WHERE each IS NOT NULL AND each <> '']]) AS coded
  UNWIND coded AS each
  UNWIND CASE WHEN each[1] = [] THEN ['not told'] ELSE each[1] END AS value
  WITH size(coded) AS everybody, value, collect(DISTINCT each[0]) AS people
  RETURN value, people, everybody
}
UNWIND found AS each
WITH each[0] AS issue_id, each[1] AS issue, each[2] AS reports, value, size(people) AS of,
  everybody - size(people) AS other_of, [report IN each[2] WHERE report[0] IN people] AS mine
WITH issue_id, issue, value, of, other_of, mine, size(mine) * 1.0 / of AS share,
  size(reports) - size(mine) AS other_participants, [report IN mine | report[0]] AS who,
  CASE WHEN other_of > 0 THEN (size(reports) - size(mine)) * 1.0 / other_of END AS other_share
RETURN value, issue, size(who) AS participants, of, round(share, 2) AS share, other_participants, other_of,
  round(other_share, 2) AS other_share, round(share - other_share, 2) AS difference,
  reduce(number = 0, report IN mine | number + report[1]) AS excerpts, who, issue_id,
  reduce(ids = [], report IN mine | ids + report[2]) AS excerpt_ids
ORDER BY abs(coalesce(difference, 0)) DESC, value, participants DESC, issue_id, issue, excerpts, share, other_share,
  difference, of, other_of, other_participants, who
