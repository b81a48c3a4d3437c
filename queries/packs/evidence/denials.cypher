// ---
// title: What do participants deny, or leave unclear?
// description: >-
//   One row per excerpt of a denial of the participant's own work: an issue, cause, mitigation or consequence that is said
//   not to be there, or a link between two that is said not to hold. A denial is evidence, and no count has it
//   among what is affirmed. That somebody does not know, or has not got there yet, is no denial; what is
//   feared or expected but not met, or hedged so far that it cannot be told, is unclear, and is asked for by
//   polarity.
// params:
//   participant: {type: string, default: null, entity: Participant, help: id of a participant; all if left out}
//   polarity: {type: string, default: denied, choices: [denied, unclear], help: what is denied or what is unclear}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   participant: id of the participant
//   what: name of what is denied or unclear, or of the start of the link
//   relation: reports (it is not there), causes, leads_to, mitigates, arises_in or shows_in
//   object: name of the link's end
//   basis: stated or inferred
//   interview: id of the interview
//   turn: turn of the transcript in which the excerpt starts
//   paraphrase: the excerpt in the coder's words
//   note: what the coder remarks
//   statement: id of the statement
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {participant: Participant}
// tags: [evidence, participant]
// ---
MATCH (s:Statement)-[:SUPPORTED_BY]->(x:Excerpt), (s)-[:SUBJECT]->(a)
WHERE s.counts = true AND s.polarity = $polarity AND s.about = 'own' AND s.basis <> 'codebook'
  AND x.speaker <> 'interviewer' AND ($participant IS NULL OR x.participant = $participant)
OPTIONAL MATCH (s)-[:OBJECT]->(b)
RETURN x.participant AS participant, a.name AS what, s.relation AS relation, b.name AS object, s.basis AS basis,
  x.interview AS interview, x.start_turn AS turn, x.paraphrase AS paraphrase, s.note AS note, s.id AS statement,
  CASE WHEN $evidence THEN [x.id] ELSE [] END AS excerpt_ids
ORDER BY participant, turn, x.start_char, statement, what, relation, object, basis, interview, paraphrase, note
