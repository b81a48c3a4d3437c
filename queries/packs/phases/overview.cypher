// ---
// title: What arises and shows in each phase, and how much of it is answered?
// description: >-
//   One row per phase, in the order of the workflow, also a phase of which nobody tells anything (see empty).
//   Numbers of issues and consequences are of distinct ones that somebody's own work places in the phase;
//   mitigations are distinct ones that answer the issues that arise there, wherever they are applied. What is
//   denied, is about others, or is placed there by the codebook only, stands apart and is in no other number.
//   With level with-kinds an issue or consequence also occurs where its kinds do, so that the numbers hold the
//   broader ones too, and is answered by what answers its kinds.
// params:
//   phase: {type: string, default: null, entity: Phase, help: id or name or part of it; all phases if left out}
//   empty: {type: boolean, default: true, help: list also phases of which nobody tells anything}
//   level: {type: string, default: own, choices: [own, with-kinds], help: count what is told itself or what it is a kind of too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   phase: name of the phase
//   issues_arise: distinct issues that arise there
//   issues_show: distinct issues that show there
//   consequences_arise: distinct consequences that arise there
//   consequences_show: distinct consequences that show there
//   participants: distinct participants who place any of these there
//   excerpts: distinct excerpts of these, all those of a statement
//   mitigations: distinct mitigations that answer the issues that arise there
//   applied: of these mitigations, those that somebody applied to such an issue
//   denied: excerpts that deny that something occurs there
//   others: excerpts about other people's work or in general
//   codebook: excerpts where only the codebook places something there
//   phase_id: id of the phase
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// tags: [phase, issue, consequence, mitigation]
// ---
MATCH (f:Phase)
WHERE $phase IS NULL OR f.id = $phase
CALL (f) {
  MATCH (f)<-[:IN_PHASE]-(s:Statement)
  WHERE s.counts = true AND s.occurs IS NOT NULL
  MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE x.speaker <> 'interviewer'
  MATCH (s)-[:SUBJECT|OBJECT]->(k:Issue|Consequence)
  WHERE s.occurs = k.id + '|' + f.id
  MATCH (k)-[:KIND_OF*0..]->(e:Issue|Consequence)
  WHERE $level = 'with-kinds' OR k.id = e.id
  WITH e, s, x, s.polarity = 'affirmed' AND s.about = 'own' AS own
  WITH e, s, x, own, own AND s.basis <> 'codebook' AS told
  RETURN
    count(DISTINCT CASE WHEN told AND s.aspect = 'arises' AND e:Issue THEN e.id END) AS issues_arise,
    count(DISTINCT CASE WHEN told AND s.aspect = 'shows' AND e:Issue THEN e.id END) AS issues_show,
    count(DISTINCT CASE WHEN told AND s.aspect = 'arises' AND e:Consequence THEN e.id END) AS consequences_arise,
    count(DISTINCT CASE WHEN told AND s.aspect = 'shows' AND e:Consequence THEN e.id END) AS consequences_show,
    count(DISTINCT CASE WHEN told THEN x.participant END) AS participants,
    collect(DISTINCT CASE WHEN told THEN x.span END) AS told_spans,
    collect(DISTINCT CASE WHEN $evidence AND told THEN x.id END) AS excerpt_ids,
    count(DISTINCT CASE WHEN s.polarity = 'denied' AND s.about = 'own' AND s.basis <> 'codebook' THEN x.span END) AS denied,
    count(DISTINCT CASE WHEN s.about <> 'own' AND s.basis <> 'codebook' THEN x.span END) AS others,
    collect(DISTINCT CASE WHEN own AND s.basis = 'codebook' THEN x.span END) AS codebook_spans
}
CALL (f) {
  MATCH (f)<-[o:OCCURS_IN]-(k:Issue)-[:KIND_OF*0..]->(i:Issue)
  WHERE o.arises > 0 AND ($level = 'with-kinds' OR k.id = i.id)
  WITH DISTINCT i
  MATCH (i)<-[:KIND_OF*0..]-(j:Issue)
  WHERE $level = 'with-kinds' OR j.id = i.id
  MATCH (m:Mitigation)-[l:MITIGATES]->(j)
  WHERE l.participants > 0
  RETURN count(DISTINCT m.id) AS mitigations, count(DISTINCT CASE WHEN l.applied > 0 THEN m.id END) AS applied
}
WITH f, issues_arise, issues_show, consequences_arise, consequences_show, participants, size(told_spans) AS excerpts,
  mitigations, applied, denied, others, size([span IN codebook_spans WHERE NOT span IN told_spans]) AS codebook, excerpt_ids
WHERE $empty OR excerpts + denied + others + codebook > 0
RETURN f.name AS phase, issues_arise, issues_show, consequences_arise, consequences_show, participants, excerpts,
  mitigations, applied, denied, others, codebook, f.id AS phase_id, excerpt_ids
ORDER BY f.order, phase_id, issues_arise, issues_show, consequences_arise, consequences_show, participants,
  excerpts, mitigations, applied, denied, others, codebook
