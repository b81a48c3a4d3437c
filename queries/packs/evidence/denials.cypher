// ---
// title: What do participants deny, or leave unclear?
// description: >-
//   One row per excerpt of a denial of the participant's own work: an issue, cause, mitigation or consequence that is said
//   not to be there, or a link between two that is said not to hold. A denial is evidence, and no count has it
//   among what is affirmed. That somebody does not know, or has not got there yet, is no denial; what is
//   feared or expected but not met, or hedged so far that it cannot be told, is unclear, and is asked for by
//   polarity; a code is unclear also where the words deny something narrower (see the note). A code has a row only where no statement on the excerpt says the same of what it denotes or of a kind
//   of it, or of a link that starts there: then the statement says exactly what is denied. A statement on several excerpts has a row for each.
// params:
//   participant: {type: string, default: null, entity: Participant, help: id of a participant; all if left out}
//   polarity: {type: string, default: denied, choices: [denied, unclear], help: what is denied or what is unclear}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   participant: id of the participant
//   what: name of what is denied or unclear, or of the start of the link
//   relation: reports (it is not there), causes, leads_to, mitigates, arises_in or shows_in
//   object: name of the link's end, or of the phase
//   basis: stated, inferred, or coded where a code on the excerpt says so
//   interview: id of the interview
//   turn: turn of the transcript in which the excerpt starts
//   paraphrase: the excerpt in the coder's words
//   note: what the coder remarks
//   statement: id of the statement; nothing where a code says it
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// tags: [evidence, participant]
// ---
CALL () {
  MATCH (s:Statement)-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE s.polarity = $polarity AND s.counts = true AND s.about = 'own' AND s.basis <> 'codebook'
  MATCH (s)-[:SUBJECT]->(a)
  OPTIONAL MATCH (s)-[:OBJECT]->(o)
  OPTIONAL MATCH (s)-[:IN_PHASE]->(f)
  WITH x, a, s, CASE WHEN s.relation IN ['arises_in', 'shows_in'] THEN f ELSE o END AS b
  RETURN x, a, s.relation AS relation, b, s.basis AS basis, s.note AS note, s.id AS statement
  UNION
  // The kinds of what a code denotes are walked once, not from each excerpt.
  MATCH (c:Code)-[:DENOTES]->(a)
  MATCH (a)<-[:KIND_OF*0..]-(k)
  WITH c, a, collect(k.id) AS kinds
  MATCH (x:Excerpt)-[r:CODED_AS]->(c)
  WHERE r.polarity = $polarity AND r.about = 'own' AND r.extent <> 'label-only' AND x.counts = true AND NOT EXISTS {
    MATCH (x)<-[:SUPPORTED_BY]-(s:Statement)
    WHERE s.subject IN kinds AND s.polarity = $polarity AND s.about = 'own' AND s.basis <> 'codebook'
  }
  RETURN x, a, 'reports' AS relation, null AS b, 'coded' AS basis, x.note AS note, null AS statement
}
WITH x, a, relation, b, basis, note, statement
WHERE x.speaker <> 'interviewer' AND ($participant IS NULL OR x.participant = $participant)
RETURN x.participant AS participant, a.name AS what, relation, b.name AS object, basis,
  x.interview AS interview, x.start_turn AS turn, x.paraphrase AS paraphrase, note, statement,
  CASE WHEN $evidence THEN [x.id] ELSE [] END AS excerpt_ids
ORDER BY participant, turn, x.start_char, statement, what, relation, object, basis, interview, paraphrase, note
