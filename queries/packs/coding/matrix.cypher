// ---
// title: Which code stands on which interview, as a matrix of 0 and 1?
// description: >-
//   One row per interview, participant, excerpt or turn and one column per code, in the order of the alphabet: 1
//   where the code stands on it, else 0; for statistics in R, SPSS or pandas. Rows are all coded interviews,
//   participants and excerpts, and all turns in which a code stands, also those that have only zeros; columns
//   are the codes that stand somewhere, or with codes all those of the codebook. Only codes that are affirmed of
//   the participant's own work count, unless reading is all, in codings that count, unless codings is all; codes
//   by label alone and the interviewer's words never. With all codings an excerpt of each is a row of its own.
// params:
//   unit: {type: string, default: interview, choices: [interview, participant, excerpt, turn], help: what a row is}
//   kind: {type: string, default: null, choices: [issue, cause, mitigation, consequence, phase, marker, context, group], help: codes of this kind only}
//   codes: {type: string, default: used, choices: [used, all], help: 'codes that stand somewhere, or all of the codebook'}
//   with_children: {type: boolean, default: false, help: a code stands for those below it in the codebook too}
//   reading: {type: string, default: affirmed, choices: [affirmed, all], help: 'affirmed of own work, or also what is denied, unclear or about others'}
//   codings: {type: string, default: counting, choices: [counting, all], help: 'codings that count, or all'}
// returns:
//   row: id of the interview, participant or excerpt, or interview and turn
//   interview: id of the interview; empty where a row is a participant
//   participant: id of the participant
//   code: the code of the column
//   cell: the number 1
// post: {pivot: {column: code, value: cell, empty: 0, sort: true}}
// tags: [code, coding, matrix, export]
// ---
CALL () {
  MATCH (i:Interview)<-[:CODING_OF]-(g:Coding)
  WHERE (g.counts = true OR $codings = 'all') AND $unit IN ['interview', 'participant']
  RETURN i.id AS interview, i.participant AS participant, 0 AS turn, null AS excerpt, null AS code
  UNION ALL
  MATCH (g:Coding)<-[:MARKED_IN]-(x:Excerpt)-[r:CODED_AS]->(k:Code)
  WHERE (g.counts = true OR $codings = 'all') AND x.speaker <> 'interviewer' AND r.extent <> 'label-only'
  UNWIND CASE WHEN $unit = 'turn' THEN range(x.start_turn, x.end_turn) ELSE [x.start_turn] END AS turn
  // Each code once per row of the matrix, before walking up the codebook.
  WITH DISTINCT x.interview AS interview, x.participant AS participant, k,
    CASE WHEN $unit IN ['turn', 'excerpt'] THEN turn ELSE 0 END AS turn, CASE WHEN $unit = 'excerpt' THEN x END AS excerpt,
    $reading = 'all' OR (r.polarity = 'affirmed' AND r.about = 'own') AS fits
  MATCH (k)-[:CHILD_OF*0..]->(c:Code)
  WHERE $with_children OR k.id = c.id
  RETURN interview, participant, turn, excerpt,
    CASE WHEN fits AND ($kind IS NULL OR c.kind = $kind) THEN c.id END AS code
  UNION ALL
  MATCH (c:Code)
  WHERE $codes = 'all' AND ($kind IS NULL OR c.kind = $kind)
  RETURN null AS interview, null AS participant, 0 AS turn, null AS excerpt, c.id AS code
}
WITH DISTINCT CASE WHEN $unit <> 'participant' THEN interview END AS interview, participant,
  CASE WHEN $unit IN ['turn', 'excerpt'] THEN turn END AS turn, excerpt.start_char AS start_char,
  CASE $unit WHEN 'interview' THEN interview WHEN 'participant' THEN participant WHEN 'excerpt' THEN excerpt.id
    ELSE interview + ':' + toString(turn) END AS row, code
// Rows without a code keep what has only zeros; the pivot makes no column of them.
RETURN row, interview, participant, code, 1 AS cell
ORDER BY toInteger(interview), interview, turn, start_char, participant, row, code, cell
