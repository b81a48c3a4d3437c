// ---
// title: Who is a participant, and what does this participant tell?
// description: >-
//   One row per fact of one participant: first the attributes, then the issues that are reported, the causes,
//   mitigations and consequences that are told, each with what the participant joins it to, and last what is
//   denied or left unclear. A mitigation stands once, under 'mitigation applied' if it was applied to
//   anything, with whatever outcome, else under 'mitigation proposed' if it is proposed or planned for
//   anything, else under 'mitigation named': told without an outcome, be it done or only spoken of. Excerpts count what is affirmed of the participant's own work;
//   in the sections denied and unclear, what is denied or unclear there; a thing that is only answered is not told, and has no
//   row. With level with-kinds a thing has
//   what is told of its kinds too, each excerpt once.
// params:
//   participant: {type: string, required: true, entity: Participant, help: id of a participant}
//   section: {type: string, default: null, choices: [attribute, issue, cause, mitigation, consequence, denied, unclear], help: only these rows; all if left out}
//   level: {type: string, default: own, choices: [own, with-kinds], help: what is told of the thing itself or of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   section: attribute, issue, cause, mitigation applied, proposed or named, consequence, denied or unclear
//   what: name of the attribute, or of what is told
//   detail: the attribute's value, or what the participant joins it to
//   excerpts: distinct excerpts that tell it; 0 for attributes
//   participant: id of the participant
//   what_id: id of what is told; nothing for attributes
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {participant: Participant, what_id: [Issue, Cause, Mitigation, Consequence, Phase, QualityAttribute]}
// example: {participant: P3}
// tags: [participant]
// ---
MATCH (p:Participant {id: $participant})
CALL (p) {
  UNWIND [['role', [p.role]], ['experience', [p.experience]], ['experience with machine learning', [p.ml_experience]],
    ['kind of company', [p.company_kind]], ['size of company', [p.company_size]], ['domain', [p.domain]],
    ['product', [p.product]], ['types of data', p.data_types], ['note', [p.note]]] AS fact
  WITH fact[0] AS what, [each IN coalesce(fact[1], []) WHERE each IS NOT NULL AND each <> ''] AS told
  RETURN 1 AS place, 'attribute' AS section, what, CASE WHEN told = [] THEN ['not told'] ELSE told END AS detail,
    0 AS excerpts, null AS what_id, [] AS excerpt_ids
  UNION ALL
  MATCH (p)-[:GAVE]->(:Interview)<-[:CODING_OF]-(:Coding {counts: true})<-[:MARKED_IN]-(x:Excerpt)
  MATCH (x)-[m:MENTIONS]->(k:Issue|Cause|Mitigation|Consequence)
  OPTIONAL MATCH (x)<-[:SUPPORTED_BY]-(s:Statement)
  WHERE s.basis <> 'codebook' AND s.polarity = 'affirmed' AND s.about = 'own'
    AND (s.subject = k.id OR s.object = k.id) AND NOT (k:Issue AND s.relation = 'mitigates')
  OPTIONAL MATCH (s)-[:SUBJECT|OBJECT|IN_PHASE]->(o)
  WHERE o.id <> k.id AND (NOT o:Phase OR s.occurs = k.id + '|' + o.id)
  WITH k, x, s, m, o, CASE
      WHEN o:Phase THEN 'in ' + o.name
      WHEN s.relation = 'mitigates' AND s.subject = k.id THEN 'for ' + o.name + ': ' + coalesce(s.outcome, 'unknown')
      WHEN s.relation = 'mitigates' THEN 'answered by ' + o.name + ': ' + coalesce(s.outcome, 'unknown')
      WHEN s.subject = k.id THEN 'brings ' + o.name
      ELSE 'from ' + o.name END AS joined
  WITH k, joined, x, k:Mitigation OR m.coded + m.stated > m.answered AS tells, CASE WHEN s.relation = 'mitigates' AND k:Mitigation THEN s.outcome END AS outcome
  ORDER BY joined
  WITH k, collect([joined, x, outcome, tells]) AS told
  MATCH (k)-[:KIND_OF*0..]->(e:Issue|Cause|Mitigation|Consequence)
  WHERE $level = 'with-kinds' OR k.id = e.id
  UNWIND told AS each
  WITH e, each[0] AS joined, CASE WHEN each[3] THEN each[1] END AS x, each[2] AS outcome
  ORDER BY joined
  WITH e, collect(DISTINCT joined) AS detail, count(DISTINCT x.span) AS excerpts, collect(DISTINCT outcome) AS outcomes,
    collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS excerpt_ids
  WHERE excerpts > 0
  WITH e, detail, excerpts, excerpt_ids, CASE
      WHEN e:Issue THEN [2, 'issue']
      WHEN e:Cause THEN [3, 'cause']
      WHEN e:Consequence THEN [7, 'consequence']
      WHEN any(each IN outcomes WHERE each IN ['applied', 'worked', 'failed']) THEN [4, 'mitigation applied']
      WHEN any(each IN outcomes WHERE each IN ['proposed', 'planned']) THEN [5, 'mitigation proposed']
      ELSE [6, 'mitigation named'] END AS section
  RETURN section[0] AS place, section[1] AS section, e.name AS what, detail, excerpts, e.id AS what_id, excerpt_ids
  UNION ALL
  CALL (p) {
    MATCH (p)-[:GAVE]->(:Interview)<-[:CODING_OF]-(:Coding {counts: true})<-[:MARKED_IN]-(x:Excerpt)
    WHERE x.speaker <> 'interviewer'
    MATCH (x)-[r:CODED_AS]->(c:Code)
    WHERE r.extent <> 'label-only' AND r.polarity <> 'affirmed' AND r.about = 'own'
    MATCH (c)-[:DENOTES]->(e)
    RETURN x, e, r.polarity AS polarity, null AS joined
    UNION
    MATCH (p)-[:GAVE]->(:Interview)<-[:CODING_OF]-(:Coding {counts: true})<-[:MARKED_IN]-(x:Excerpt)
    WHERE x.speaker <> 'interviewer'
    MATCH (x)<-[:SUPPORTED_BY]-(s:Statement)
    WHERE s.polarity <> 'affirmed' AND s.about = 'own' AND s.basis <> 'codebook'
    MATCH (s)-[:SUBJECT]->(e)
    OPTIONAL MATCH (s)-[:OBJECT]->(b)
    OPTIONAL MATCH (s)-[:IN_PHASE]->(f)
    WITH x, e, s, CASE WHEN s.relation IN ['arises_in', 'shows_in'] THEN f ELSE b END AS o
    RETURN x, e, s.polarity AS polarity, CASE WHEN s.relation <> 'reports' THEN s.relation + coalesce(' ' + o.name, '') END AS joined
  }
  WITH x, e, polarity, joined
  ORDER BY joined
  WITH e, polarity, collect(DISTINCT joined) AS detail, count(DISTINCT x.span) AS excerpts,
    collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS excerpt_ids
  RETURN CASE polarity WHEN 'denied' THEN 8 ELSE 9 END AS place, polarity AS section, e.name AS what, detail,
    excerpts, e.id AS what_id, excerpt_ids
}
WITH p, place, section, what, detail, excerpts, what_id, excerpt_ids
WHERE $section IS NULL OR section STARTS WITH $section
RETURN section, what, detail, excerpts, p.id AS participant, what_id, excerpt_ids
ORDER BY place, CASE WHEN place > 1 THEN excerpts END DESC, CASE WHEN place > 1 THEN what END, section, what, what_id,
  excerpts, detail, participant
