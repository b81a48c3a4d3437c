// ---
// title: Where does an issue arise, and where does what it leads to show?
// description: >-
//   One row per phase, issue (or consequence) that arises there, effect that it leads to, and phase in which
//   the effect shows. participants and excerpts are those of the link between the two. Different people may
//   tell the parts: where it arises (arises_by), the link (told_by) and where the effect shows (shows_by).
//   told says within where one participant tells all three (within names them), be it at different places of the
//   interview or of different projects, else composed; neither was said as one, but for those in at_once, whose words
//   on the link itself say where its effect shows. With gaps, an
//   effect of which nobody tells where it shows has a row with no phase. Only affirmed evidence about people's
//   own work is read. With level with-kinds an issue arises where its kinds do and leads to what they lead to;
//   effects are never rolled up.
// params:
//   phase: {type: string, default: null, entity: Phase, help: "phase in which it arises, by id or name or part of it; all if left out"}
//   shows_in: {type: string, default: null, entity: Phase, help: phase in which the effect shows; all if left out}
//   told: {type: string, default: null, choices: [within, composed], help: only what one participant tells all parts of or only what nobody does; both if left out}
//   gaps: {type: boolean, default: false, help: list also effects of which nobody tells where they show}
//   level: {type: string, default: own, choices: [own, with-kinds], help: "count the issue's own evidence or that of its kinds too"}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   phase: name of the phase in which it arises
//   issue: name of the issue or consequence that arises
//   effect: name of what it leads to
//   kind: what that is (Issue or Consequence)
//   shows_in: name of the phase in which the effect shows
//   told: within where one participant tells it all, else composed
//   participants: distinct participants who tell that the one leads to the other
//   excerpts: distinct excerpts of these, all those of a statement
//   arises_by: ids of the participants who tell where it arises
//   told_by: ids of the participants who tell that it leads to the effect
//   shows_by: ids of the participants who tell where the effect shows
//   within: ids of the participants who tell all of it
//   at_once: ids of the participants who tell the link and where its effect shows in one statement
//   phase_id: id of the phase in which it arises
//   issue_id: id of the issue or consequence
//   effect_id: id of the effect
//   shows_in_id: id of the phase in which the effect shows
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {phase_id: Phase, issue_id: [Issue, Consequence], effect_id: [Issue, Consequence], shows_in_id: Phase}
// count:
//   of: issue_id
//   what: issues and consequences that arise in a phase and lead to something that shows in one
//   among: issues and consequences of which somebody tells where they arise
//   total: >-
//     MATCH (k)-[o:OCCURS_IN]->(f:Phase) WHERE o.arises > 0 AND ($phase IS NULL OR f.id = $phase)
//     MATCH (k)-[:KIND_OF*0..]->(a) WHERE $level = 'with-kinds' OR k.id = a.id
//     RETURN count(DISTINCT a.id) AS n
// tags: [phase, issue, consequence]
// ---
MATCH (k:Issue|Consequence)-[l:LEADS_TO]->(b:Issue|Consequence)
WHERE l.participants > 0
MATCH (k)-[:KIND_OF*0..]->(a:Issue|Consequence)
WHERE $level = 'with-kinds' OR k.id = a.id
MATCH (s:Statement {pair: k.id + '|leads_to|' + b.id})-[:SUPPORTED_BY]->(x:Excerpt)
WHERE s.counts = true AND s.polarity = 'affirmed' AND s.about = 'own' AND s.basis <> 'codebook'
  AND x.speaker <> 'interviewer'
WITH a, b, s, x
ORDER BY x.participant
WITH a, b, collect(DISTINCT CASE WHEN s.occurs = b.id + '|' + s.phase THEN s.phase + '|' + x.participant END) AS placed,
  collect(DISTINCT x.participant) AS told_by, count(DISTINCT x.span) AS excerpts,
  collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS excerpt_ids
// Where a thing arises or shows is read once for the thing, not for each pair that it is in.
WITH a, collect([b, placed, told_by, excerpts, excerpt_ids]) AS effects
CALL (a) {
  MATCH (a)<-[:KIND_OF*0..]-(k:Issue|Consequence)
  WHERE $level = 'with-kinds' OR k.id = a.id
  MATCH (k)-[o:OCCURS_IN]->(f:Phase)
  WHERE o.arises > 0 AND ($phase IS NULL OR f.id = $phase)
  MATCH (s:Statement {occurs: k.id + '|' + f.id})-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE s.counts = true AND s.aspect = 'arises' AND s.polarity = 'affirmed' AND s.about = 'own'
    AND s.basis <> 'codebook' AND x.speaker <> 'interviewer'
  WITH f, x.participant AS person
  ORDER BY person
  RETURN f, collect(DISTINCT person) AS arises_by
}
UNWIND effects AS effect
WITH effect[0] AS b, collect([a, f, arises_by, effect]) AS origins
CALL (b) {
  MATCH (b)-[o:OCCURS_IN]->(g:Phase)
  WHERE o.shows > 0 AND ($shows_in IS NULL OR g.id = $shows_in)
  OPTIONAL MATCH (s:Statement {occurs: b.id + '|' + g.id})-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE s.counts = true AND s.aspect = 'shows' AND s.polarity = 'affirmed' AND s.about = 'own'
    AND s.basis <> 'codebook' AND x.speaker <> 'interviewer'
  WITH g, x.participant AS person
  ORDER BY person
  WITH g, collect(DISTINCT person) AS shows_by
  RETURN collect([g, shows_by]) AS ends
}
// No phase is looked for where there is none: without a key the index cannot be asked.
UNWIND CASE WHEN size(ends) = 0 THEN [[null, []]] ELSE ends END AS end
// fan-out: a row is one phase where the issue arises and one where its effect shows
UNWIND origins AS origin
WITH b, end[0] AS g, end[1] AS shows_by, origin[0] AS a, origin[1] AS f, origin[2] AS arises_by, origin[3] AS effect
WITH a, b, f, g, arises_by, shows_by, effect[1] AS placed, effect[2] AS told_by, effect[3] AS excerpts,
  effect[4] AS excerpt_ids
WITH a, b, f, g, told_by, excerpts, excerpt_ids, arises_by, shows_by,
  [person IN told_by WHERE g.id + '|' + person IN placed] AS at_once,
  [person IN told_by WHERE person IN arises_by AND (g IS NULL OR person IN shows_by)] AS within
WITH a, b, f, g, told_by, excerpts, excerpt_ids, arises_by, shows_by, within, at_once,
  CASE WHEN size(within) > 0 THEN 'within' ELSE 'composed' END AS told
WHERE (g IS NOT NULL OR ($gaps AND $shows_in IS NULL)) AND ($told IS NULL OR told = $told)
RETURN f.name AS phase, a.name AS issue, b.name AS effect, labels(b)[0] AS kind, g.name AS shows_in, told,
  size(told_by) AS participants, excerpts, arises_by, told_by, shows_by, within, at_once,
  f.id AS phase_id, a.id AS issue_id, b.id AS effect_id, g.id AS shows_in_id, excerpt_ids
ORDER BY f.order, phase_id, participants DESC, excerpts DESC, issue_id, effect_id, g.order, shows_in_id, kind,
  told, arises_by, told_by, shows_by, within, at_once
