// ---
// title: Which issues arise or show in which phase?
// description: >-
//   One row per phase and issue, phases in the order of the workflow. participants, excerpts, arises and
//   shows come from what participants say or coders conclude about the phase; codebook counts excerpts
//   where only the codebook's phase for the code says so; reported_by counts everybody who reports the
//   issue, in whatever phase. With level with-kinds an issue has the evidence of its kinds too, each
//   participant and excerpt counted once.
// params:
//   phase: {type: string, default: null, entity: Phase, help: id or name or part of it; all phases if left out}
//   level: {type: string, default: own, choices: [own, with-kinds], help: count the issue's own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   phase: name of the phase
//   issue: name of the issue
//   reported_by: distinct participants who report the issue, in whatever phase
//   participants: distinct participants whose own work places it in this phase
//   excerpts: distinct excerpts of these, all those of a statement
//   arises: statements that it arises there
//   shows: statements that it shows there
//   denied: excerpts that deny it
//   others: excerpts about other people's work or in general
//   codebook: excerpts where only the codebook places it there
//   phase_id: id of the phase
//   issue_id: id of the issue
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {phase_id: Phase, issue_id: Issue}
// count:
//   of: issue_id
//   what: issues that somebody tells to occur in a phase
//   among: issues that somebody reports, or with kinds a kind of which
//   total: >-
//     MATCH (:Participant)-[:REPORTS]->(k:Issue)-[:KIND_OF*0..]->(i:Issue)
//     WHERE $level = 'with-kinds' OR k.id = i.id
//     RETURN count(DISTINCT i.id) AS n
// tags: [issue, phase]
// ---
CALL () {
  WITH 1 AS one
  WHERE $level = 'own' AND NOT $evidence
  MATCH (i:Issue)-[l:OCCURS_IN]->(f:Phase)
  WHERE $phase IS NULL OR f.id = $phase
  RETURN f, i, l.participants AS participants, l.excerpts AS excerpts, l.arises AS arises, l.shows AS shows,
    l.denied AS denied, l.others AS others, l.codebook AS codebook, [] AS excerpt_ids
  UNION ALL
  WITH 1 AS one
  WHERE $level <> 'own' OR $evidence
  MATCH (k:Issue)-[:KIND_OF*0..]->(i:Issue)
  WHERE $level = 'with-kinds' OR k.id = i.id
  MATCH (k)<-[:SUBJECT|OBJECT]-(s:Statement)
  WHERE s.counts = true AND s.occurs IS NOT NULL
  MATCH (s)-[:IN_PHASE]->(f:Phase)
  WHERE s.occurs = k.id + '|' + f.id AND ($phase IS NULL OR f.id = $phase)
  MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE x.speaker <> 'interviewer'
  WITH f, i, s, x, s.polarity = 'affirmed' AND s.about = 'own' AS own
  WITH f, i,
    count(DISTINCT CASE WHEN own AND s.basis <> 'codebook' THEN x.participant END) AS participants,
    collect(DISTINCT CASE WHEN own AND s.basis <> 'codebook' THEN x.span END) AS told_spans,
    count(DISTINCT CASE WHEN own AND s.basis <> 'codebook' AND s.aspect = 'arises' THEN s.id END) AS arises,
    count(DISTINCT CASE WHEN own AND s.basis <> 'codebook' AND s.aspect = 'shows' THEN s.id END) AS shows,
    count(DISTINCT CASE WHEN s.polarity = 'denied' AND s.about = 'own' AND s.basis <> 'codebook' THEN x.span END) AS denied,
    count(DISTINCT CASE WHEN s.about <> 'own' AND s.basis <> 'codebook' THEN x.span END) AS others,
    collect(DISTINCT CASE WHEN own AND s.basis = 'codebook' THEN x.span END) AS codebook_spans,
    collect(DISTINCT CASE WHEN $evidence AND own AND s.basis <> 'codebook' THEN x.id END) AS excerpt_ids
  RETURN f, i, participants, size(told_spans) AS excerpts, arises, shows, denied, others,
    size([span IN codebook_spans WHERE NOT span IN told_spans]) AS codebook, excerpt_ids
}
WITH i, f, participants, excerpts, arises, shows, denied, others, codebook, excerpt_ids
WHERE participants + codebook > 0
WITH i, collect([f, participants, excerpts, arises, shows, denied, others, codebook, excerpt_ids]) AS places
CALL (i) {
  MATCH (i)<-[:KIND_OF*0..]-(r:Issue)<-[:REPORTS]-(p:Participant)
  WHERE $level = 'with-kinds' OR r.id = i.id
  RETURN count(DISTINCT p.id) AS reported_by
}
UNWIND places AS o
WITH i, reported_by, o[0] AS f, o[1] AS participants, o[2] AS excerpts, o[3] AS arises, o[4] AS shows, o[5] AS denied,
  o[6] AS others, o[7] AS codebook, o[8] AS excerpt_ids
RETURN f.name AS phase, i.name AS issue, reported_by, participants, excerpts, arises, shows,
  denied, others, codebook, f.id AS phase_id, i.id AS issue_id, excerpt_ids
ORDER BY f.order, participants DESC, reported_by DESC, codebook DESC, i.id,
  phase_id, excerpts, arises, shows, denied, others
