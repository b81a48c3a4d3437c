// ---
// title: Which excerpts are behind a link?
// description: >-
//   One row per excerpt and reading of it, in the order of the interviews, of the codings that count. Every
//   reading is shown, also one that denies the link, is about other people's work, or rests on the codebook
//   only: see polarity, about and basis (coded: by a code on the excerpt). The interviewer's words are never
//   evidence. The exact words are left out unless they are asked for with --verbatim.
// params:
//   from: {type: string, required: true, entity: [Issue, Cause, Mitigation, Consequence, Participant], help: where the link starts; id or name or part of it}
//   to: {type: string, required: true, entity: [Issue, Cause, Mitigation, Consequence, Phase], help: where the link ends; id or name or part of it}
//   type: {type: string, default: null, choices: [CAUSES, LEADS_TO, MITIGATES, OCCURS_IN, REPORTS, CO_CODED_WITH], help: type of the link; every type if left out}
//   verbatim: {type: boolean, default: false, help: give the exact words too; set by --verbatim}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   type: type of the link
//   interview: id of the interview
//   turn: turn of the transcript in which the excerpt starts
//   participant: id of the participant
//   coder: who read it so
//   basis: stated, inferred, codebook or coded
//   polarity: affirmed, denied or unclear
//   about: own, others or general
//   outcome: of a mitigation
//   paraphrase: the excerpt in the coder's words
//   text: the exact words, where they are in the graph and were asked for
//   from_id: id of the link's start
//   to_id: id of the link's end
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// example: {from: low-data-quality, to: low-quality-predictions}
// entities: {from_id: [Issue, Cause, Mitigation, Consequence, Participant], to_id: [Issue, Cause, Mitigation, Consequence, Phase]}
// tags: [evidence, excerpt]
// ---
MATCH (a:Issue|Cause|Mitigation|Consequence|Participant)
WHERE a.id = $from
MATCH (b:Issue|Cause|Mitigation|Consequence|Phase)
WHERE b.id = $to
CALL (a, b) {
  MATCH (a)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b)
  MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE s.counts = true
  RETURN toUpper(s.relation) AS type, x, s.coder AS coder, s.basis AS basis, s.polarity AS polarity,
    s.about AS about, s.outcome AS outcome
  UNION
  MATCH (a)<-[:SUBJECT|OBJECT]-(s:Statement)-[:IN_PHASE]->(b)
  MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE s.counts = true AND s.occurs = a.id + '|' + b.id
  RETURN 'OCCURS_IN' AS type, x, s.coder AS coder, s.basis AS basis, s.polarity AS polarity,
    s.about AS about, null AS outcome
  UNION
  MATCH (a)-[:GAVE]->(:Interview)<-[:CODING_OF]-(c:Coding {counts: true})<-[:MARKED_IN]-(x:Excerpt)
  MATCH (x)-[r:CODED_AS]->(:Code)-[:DENOTES]->(b)
  WHERE b:Issue AND r.extent <> 'label-only'
  RETURN 'REPORTS' AS type, x, c.coder AS coder, 'coded' AS basis, r.polarity AS polarity,
    r.about AS about, null AS outcome
  UNION
  MATCH (a)-[:GAVE]->(:Interview)<-[:CODING_OF]-(:Coding {counts: true})<-[:MARKED_IN]-(x:Excerpt)
  MATCH (x)<-[:SUPPORTED_BY]-(s:Statement)-[:SUBJECT|OBJECT]->(b)
  // To deny what leads to an issue, or where it occurs, does not deny the issue.
  WHERE b:Issue AND s.relation <> 'mitigates' AND s.basis <> 'codebook'
    AND (s.polarity = 'affirmed' OR s.relation = 'reports' OR s.about <> 'own')
  RETURN 'REPORTS' AS type, x, s.coder AS coder, s.basis AS basis, s.polarity AS polarity,
    s.about AS about, null AS outcome
  UNION
  MATCH (a)<-[:DENOTES]-(:Code)<-[r:CODED_AS]-(x:Excerpt)-[q:CODED_AS]->(:Code)-[:DENOTES]->(b)
  MATCH (x)-[:MARKED_IN]->(c:Coding {counts: true})
  WHERE a.id <> b.id AND r.extent <> 'label-only' AND q.extent <> 'label-only'
    AND r.polarity = 'affirmed' AND r.about = 'own' AND q.polarity = 'affirmed' AND q.about = 'own'
  RETURN 'CO_CODED_WITH' AS type, x, c.coder AS coder, 'coded' AS basis, 'affirmed' AS polarity,
    'own' AS about, null AS outcome
}
WITH a, b, type, x, coder, basis, polarity, about, outcome
WHERE x.speaker <> 'interviewer' AND ($type IS NULL OR type = $type)
RETURN type, x.interview AS interview, x.start_turn AS turn, x.participant AS participant, coder, basis,
  polarity, about, outcome, x.paraphrase AS paraphrase, CASE WHEN $verbatim THEN x.text END AS text,
  a.id AS from_id, b.id AS to_id, CASE WHEN $evidence THEN [x.id] ELSE [] END AS excerpt_ids
ORDER BY from_id, to_id, type, interview, turn, x.start_char, x.end_turn, x.end_char, coder, basis, polarity,
  about, outcome, participant, paraphrase, text
