// ---
// title: Which participants report the same issues, and how much do they have in common?
// description: >-
//   One row per two participants who report an issue in common, of their own work. With level with-kinds,
//   which is the default, who reports a kind of an issue reports the issue too, so that two who met the same
//   thing in two special forms share its general name. The broad roots are then common to nearly everybody, so
//   'issues' names the most specific ones that both report, those of which no kind is shared, and 'shared' is
//   their number. jaccard is Jaccard's coefficient (1912) of all that the two report at this level: the issues
//   that both report, divided by those that either does. Two who share nothing have no row. The pairs with
//   the most in common come first, and no more than asked for.
// params:
//   participant: {type: string, default: null, entity: Participant, help: id of a participant; all pairs if left out}
//   level: {type: string, default: with-kinds, choices: [own, with-kinds], help: count the issue's own evidence or that of its kinds too}
//   most: {type: integer, default: 100, help: how many pairs at most}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   participant: id of one participant; of the named one where one is named
//   other: id of the other
//   shared: number of the most specific issues that both report
//   issues: names of these
//   excerpts: distinct excerpts of both in which they report these
//   both: issues that both report at this level, broad ones too
//   either: issues that at least one of them reports at this level
//   jaccard: both / either, rounded to 2 places
//   issue_ids: ids of the most specific issues that both report
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {participant: Participant, other: Participant, issue_ids: Issue}
// count:
//   of: issue_ids
//   what: issues that two participants share, the most specific ones
//   among: issues that somebody reports, or a kind of which
//   total: >-
//     MATCH (:Participant)-[:REPORTS]->(k:Issue)-[:KIND_OF*0..]->(i:Issue)
//     WHERE $level = 'with-kinds' OR k.id = i.id
//     RETURN count(DISTINCT i.id) AS n
// tags: [participant, issue]
// ---
MATCH (p:Participant)-[:REPORTS]->(k:Issue)
MATCH (k)-[:KIND_OF*0..]->(i:Issue)
WHERE $level = 'with-kinds' OR k.id = i.id
WITH p.id AS person, collect(DISTINCT i.id) AS mine
UNWIND mine AS id
WITH id, collect([person, size(mine)]) AS people
UNWIND [each IN people WHERE $participant IS NULL OR each[0] = $participant] AS a
UNWIND people AS b
WITH id, a, b
WHERE a[0] < b[0] OR ($participant IS NOT NULL AND a[0] <> b[0])
WITH a[0] AS participant, b[0] AS other, a[1] + b[1] AS together, collect(id) AS common
WITH participant, other, common, size(common) AS both, together - size(common) AS either
ORDER BY both * 1.0 / either DESC, both DESC, participant, other
LIMIT $most
UNWIND common AS id
MATCH (i:Issue {id: id})<-[:KIND_OF*0..]-(k:Issue)
WITH participant, other, both, either, i, collect(DISTINCT k.id) AS kinds, common
WHERE $level = 'own' OR none(each IN kinds WHERE each <> i.id AND each IN common)
WITH participant, other, both, either, i, CASE WHEN $level = 'own' THEN [i.id] ELSE kinds END AS kinds
ORDER BY i.name, i.id
WITH participant, other, both, either, collect(i.name) AS issues, collect(i.id) AS issue_ids,
  reduce(all = [], each IN collect(kinds) | all + each) AS kinds
WITH collect([participant, other, both, either, issues, issue_ids, kinds]) AS pairs
CALL (pairs) {
  UNWIND pairs AS pair
  UNWIND [pair[0], pair[1]] AS person
  WITH DISTINCT person
  MATCH (p:Participant {id: person})-[:GAVE]->(:Interview)<-[:CODING_OF]-(:Coding {counts: true})<-[:MARKED_IN]-(x:Excerpt)
  MATCH (x)-[m:MENTIONS]->(k:Issue)
  WHERE m.coded + m.stated > m.answered
  WITH person, collect([k.id, x.span, x.id]) AS reports
  RETURN collect([person, reports]) AS people
}
UNWIND pairs AS pair
UNWIND [each IN people WHERE each[0] IN [pair[0], pair[1]]] AS each
UNWIND [report IN each[1] WHERE report[0] IN pair[6]] AS report
WITH pair, count(DISTINCT report[1]) AS excerpts,
  collect(DISTINCT CASE WHEN $evidence THEN report[2] END) AS excerpt_ids
WITH pair[0] AS participant, pair[1] AS other, pair[2] AS both, pair[3] AS either, pair[4] AS issues,
  pair[5] AS issue_ids, excerpts, excerpt_ids
RETURN participant, other, size(issue_ids) AS shared, issues, excerpts, both, either,
  round(both * 1.0 / either, 2) AS jaccard, issue_ids, excerpt_ids
ORDER BY both * 1.0 / either DESC, both DESC, participant, other, shared, issues, excerpts, either, jaccard, issue_ids
