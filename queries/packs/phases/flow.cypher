// ---
// title: From which phase do issues lead into which?
// description: >-
//   One row per phase in which an issue or consequence arises and phase in which something that it leads
//   to arises or shows, in the order of the workflow. links counts distinct pairs of cause and effect as
//   they are told, participants and excerpts those who tell them, whoever tells the phases: links of which
//   one participant tells both phases too are in within, be it at different places of the interview or of different
//   projects; what is said in one statement, phases/arise-and-show has in at_once. A link whose ends occur in several phases stands in
//   several rows; one with an end whose phase nobody tells stands in none. With level with-kinds an issue or
//   consequence also occurs where its kinds do; links are not rolled up.
// params:
//   leaving: {type: boolean, default: false, help: leave out links that stay within a phase}
//   whole: {type: boolean, default: false, help: 'only links of which one participant tells both phases too, somewhere in the interview'}
//   level: {type: string, default: own, choices: [own, with-kinds], help: place both ends by their own evidence or by that of their kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   from_phase: name of the phase in which the one arises
//   to_phase: name of the phase in which the other arises or shows
//   links: distinct pairs of which the one leads to the other
//   within: of these, those of which one participant tells the link and both phases
//   participants: distinct participants who tell of the links
//   excerpts: distinct excerpts of these, all those of a statement
//   who: ids of these participants
//   examples: up to three of the links, those of which one participant tells both phases first
//   from_id: id of the one phase
//   to_id: id of the other phase
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// tags: [phase, issue, consequence]
// ---
MATCH (a:Issue|Consequence)-[l:LEADS_TO]->(b:Issue|Consequence)
WHERE l.participants > 0
MATCH (s:Statement {pair: a.id + '|leads_to|' + b.id})-[:SUPPORTED_BY]->(x:Excerpt)
WHERE s.counts = true AND s.polarity = 'affirmed' AND s.about = 'own' AND s.basis <> 'codebook'
  AND x.speaker <> 'interviewer'
// The words on a link are read once, not for each pair of phases, and where a thing occurs once for the thing.
WITH a, b, l, collect(DISTINCT x) AS words
WITH a, collect([b, l, words]) AS effects
CALL (a) {
  MATCH (a)<-[:KIND_OF*0..]-(k:Issue|Consequence)
  WHERE $level = 'with-kinds' OR k.id = a.id
  MATCH (k)-[o:OCCURS_IN]->(f:Phase)
  WHERE o.arises > 0
  MATCH (s:Statement {occurs: k.id + '|' + f.id})-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE s.counts = true AND s.aspect = 'arises' AND s.polarity = 'affirmed' AND s.about = 'own'
    AND s.basis <> 'codebook' AND x.speaker <> 'interviewer'
  RETURN f, collect(DISTINCT x.participant) AS arises_by
}
UNWIND effects AS effect
WITH effect[0] AS b, collect([a, f, arises_by, effect]) AS origins
CALL (b) {
  MATCH (b)<-[:KIND_OF*0..]-(k:Issue|Consequence)
  WHERE $level = 'with-kinds' OR k.id = b.id
  MATCH (k)-[o:OCCURS_IN]->(g:Phase)
  WHERE o.participants > 0
  MATCH (s:Statement {occurs: k.id + '|' + g.id})-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE s.counts = true AND s.polarity = 'affirmed' AND s.about = 'own'
    AND s.basis <> 'codebook' AND x.speaker <> 'interviewer'
  RETURN g, collect(DISTINCT x.participant) AS occurs_by
}
UNWIND origins AS origin
WITH b, g, occurs_by, origin[0] AS a, origin[1] AS f, origin[2] AS arises_by, origin[3] AS effect
WHERE NOT $leaving OR f.id <> g.id
WITH a, b, f, g, arises_by, occurs_by, effect[1] AS l, effect[2] AS words
UNWIND words AS x
WITH f, g, l, x, a.name + ' -> ' + b.name AS link, x.participant IN arises_by AND x.participant IN occurs_by AS told_whole
WHERE told_whole OR NOT $whole
WITH f, g, l, x, link, told_whole
ORDER BY link, l.pair
WITH f, g, count(DISTINCT l.pair) AS links, count(DISTINCT CASE WHEN told_whole THEN l.pair END) AS within,
  count(DISTINCT x.span) AS excerpts, collect(DISTINCT x.participant) AS people,
  collect(DISTINCT CASE WHEN told_whole THEN link END) AS first, collect(DISTINCT link) AS told,
  collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS excerpt_ids
CALL (people) {
  UNWIND people AS person
  WITH person
  ORDER BY person
  RETURN collect(person) AS who
}
WITH f, g, links, within, excerpts, who, excerpt_ids,
  (first + [link IN told WHERE NOT link IN first])[0..3] AS examples
RETURN f.name AS from_phase, g.name AS to_phase, links, within, size(who) AS participants, excerpts, who, examples,
  f.id AS from_id, g.id AS to_id, excerpt_ids
ORDER BY f.order, from_id, g.order, to_id, links, within, participants, excerpts, who, examples
