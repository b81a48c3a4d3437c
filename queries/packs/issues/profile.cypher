// ---
// title: What is known of one issue?
// description: >-
//   One row per fact about the issue, section by section: the issue itself, who reports it, what causes it
//   (issues, consequences and mitigations with a side effect too), to which issues it leads, what consequences it
//   has, in which phases it arises or shows, what mitigates it; then what the registry declares: its quality
//   attribute, the published issues that it belongs to, what it is a kind of and its own kinds. A declared
//   fact has no counts. participants and excerpts count what is affirmed of one's own work; denied,
//   unclear, others and codebook stand apart, and a fact that has nothing else is shown with 0 participants. With
//   level with-kinds the facts of its kinds are there too, each participant and excerpt counted once.
// params:
//   issue: {type: string, required: true, entity: Issue, help: id or name or part of it}
//   level: {type: string, default: own, choices: [own, with-kinds], help: the issue's own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   section: "issue, reported by, cause, leads to, consequence, phase, mitigation, quality attribute, published, kind of or kinds"
//   what: name of it, of a participant and a published issue the id
//   detail: "of the issue its description, of a participant the role, of a cause what it is (Cause, Issue ...), of a mitigation the way"
//   how: "stated or inferred, of a phase arises or shows, of a mitigation the outcomes, of a report also coded"
//   participants: distinct participants who tell it of their own work; empty where it is declared
//   excerpts: distinct excerpts in which they do, all those of a statement; nothing where it is declared
//   denied: excerpts that deny it
//   unclear: excerpts that leave it unclear, because it is hedged, feared or not met yet
//   others: excerpts about other people's work or in general
//   codebook: excerpts where only the codebook says so
//   who: ids of these participants
//   issue_id: id of the issue
//   what_id: id of what the fact is about
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {issue_id: Issue, what_id: [Issue, Participant, Cause, Consequence, Mitigation, Phase, QualityAttribute], who: Participant}
// example: {issue: different-results-across-environments}
// tags: [issue, profile, cause, phase, mitigation, consequence, participant]
// ---
MATCH (i:Issue {id: $issue})
CALL (i) {
  MATCH (i)<-[:KIND_OF*0..]-(k:Issue)
  WHERE $level = 'with-kinds' OR k.id = i.id
  CALL (k) {
    MATCH (k)<-[:DENOTES]-(:Code)<-[r:CODED_AS]-(x:Excerpt)
    WHERE x.counts = true AND r.extent <> 'label-only'
    MATCH (p:Participant {id: x.participant})
    RETURN 'reported by' AS section, p AS e, r.polarity AS polarity, r.about AS about, 'coded' AS basis, 'coded' AS remark, x
    UNION ALL
    MATCH (k)<-[:SUBJECT|OBJECT]-(s:Statement)-[:SUPPORTED_BY]->(x:Excerpt)
    WHERE s.counts = true AND s.relation <> 'mitigates' AND s.basis <> 'codebook'
      AND (s.polarity = 'affirmed' OR s.relation = 'reports' OR s.about <> 'own')
    MATCH (p:Participant {id: x.participant})
    RETURN 'reported by' AS section, p AS e, s.polarity AS polarity, s.about AS about, s.basis AS basis, s.basis AS remark, x
    UNION ALL
    MATCH (k)<-[:OBJECT]-(s:Statement)-[:SUBJECT]->(e)
    WHERE s.counts = true AND s.relation IN ['causes', 'leads_to', 'mitigates']
    MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
    RETURN CASE s.relation WHEN 'mitigates' THEN 'mitigation' ELSE 'cause' END AS section, e, s.polarity AS polarity,
      s.about AS about, s.basis AS basis, CASE s.relation WHEN 'mitigates' THEN s.outcome ELSE s.basis END AS remark, x
    UNION ALL
    MATCH (k)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(e)
    WHERE s.counts = true AND s.relation = 'leads_to'
    MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
    RETURN CASE WHEN e:Consequence THEN 'consequence' ELSE 'leads to' END AS section, e, s.polarity AS polarity,
      s.about AS about, s.basis AS basis, s.basis AS remark, x
    UNION ALL
    MATCH (k)<-[:SUBJECT|OBJECT]-(s:Statement)-[:IN_PHASE]->(e:Phase)
    WHERE s.counts = true AND s.occurs = k.id + '|' + e.id
    MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
    RETURN 'phase' AS section, e, s.polarity AS polarity, s.about AS about, s.basis AS basis, s.aspect AS remark, x
  }
  WITH i, section, e, polarity, about, basis, remark, x
  WHERE x.speaker <> 'interviewer'
  UNWIND CASE section WHEN 'reported by' THEN [['issue', i], [section, e]] ELSE [[section, e]] END AS fact
  WITH fact[0] AS section, fact[1] AS e, basis, remark, x, about, polarity = 'affirmed' AND about = 'own' AS own,
    polarity = 'denied' AND about = 'own' AND basis <> 'codebook' AS denies,
    polarity = 'unclear' AND about = 'own' AND basis <> 'codebook' AS unclear
  WITH section, e, basis, remark, x, about, denies, unclear, own, own AND basis <> 'codebook' AS told
  ORDER BY x.participant
  WITH section, e, collect(DISTINCT CASE WHEN told THEN remark END) AS remarks,
    collect(DISTINCT CASE WHEN told THEN x.participant END) AS who,
    collect(DISTINCT CASE WHEN told THEN x.span END) AS told_spans,
    count(DISTINCT CASE WHEN denies THEN x.span END) AS denied,
    count(DISTINCT CASE WHEN unclear THEN x.span END) AS unclear,
    count(DISTINCT CASE WHEN about <> 'own' AND basis <> 'codebook' THEN x.span END) AS others,
    collect(DISTINCT CASE WHEN own AND basis = 'codebook' THEN x.span END) AS codebook_spans,
    collect(DISTINCT CASE WHEN $evidence AND told THEN x.id END) AS excerpt_ids
  WITH section, e, properties(e) AS has, remarks, who, size(told_spans) AS excerpts, denied, unclear, others,
    size([span IN codebook_spans WHERE NOT span IN told_spans]) AS codebook, excerpt_ids
  WHERE excerpts + denied + unclear + others + codebook > 0
  RETURN section, coalesce(e.name, e.id) AS what, CASE section WHEN 'issue' THEN has.description WHEN 'reported by' THEN has.role
    WHEN 'cause' THEN labels(e)[0] WHEN 'mitigation' THEN has.way END AS detail,
    [h IN ['coded', 'stated', 'inferred', 'arises', 'shows', 'worked', 'failed', 'applied', 'proposed', 'planned', 'unknown']
      WHERE h IN remarks] AS how, size(who) AS participants,
    excerpts, denied, unclear, others, codebook, who, e.id AS what_id, has.order AS position, excerpt_ids
  UNION ALL
  CALL (i) {
    MATCH (i)-[:DEGRADES]->(q:QualityAttribute)
    RETURN 'quality attribute' AS section, q.name AS what, q.id AS what_id
    UNION ALL
    UNWIND i.published AS key
    RETURN 'published' AS section, key AS what, null AS what_id
    UNION ALL
    MATCH (i)-[:KIND_OF]->(b:Issue)
    RETURN 'kind of' AS section, b.name AS what, b.id AS what_id
    UNION ALL
    MATCH (i)<-[:KIND_OF]-(k:Issue)
    RETURN 'kinds' AS section, k.name AS what, k.id AS what_id
  }
  RETURN section, what, null AS detail, [] AS how, null AS participants, null AS excerpts,
    null AS denied, null AS unclear, null AS others, null AS codebook, [] AS who, what_id, null AS position, [] AS excerpt_ids
}
WITH i, section, what, detail, how, participants, excerpts, denied, unclear, others, codebook, who, what_id, position,
  excerpt_ids,
  CASE section WHEN 'issue' THEN 1 WHEN 'reported by' THEN 2 WHEN 'cause' THEN 3 WHEN 'leads to' THEN 4
    WHEN 'consequence' THEN 5 WHEN 'phase' THEN 6 WHEN 'mitigation' THEN 7 WHEN 'quality attribute' THEN 8
    WHEN 'published' THEN 9 WHEN 'kind of' THEN 10 ELSE 11 END AS place
RETURN section, what, detail, how, participants, excerpts, denied, unclear, others, codebook, who, i.id AS issue_id,
  what_id, excerpt_ids
ORDER BY place, position, participants DESC, excerpts DESC, what, what_id, section, detail, how, denied, unclear, others, codebook,
  who, issue_id
