// ---
// title: Which codes occur together, as a matrix?
// description: >-
//   One row and one column per code that stands together with another on at least as many units as asked for;
//   the cells count units (excerpts, turns or interviews), or hold Jaccard or the c-coefficient, both ways
//   round, all as coding/co-occurrence has them, which says what they mean. On the diagonal are the units of
//   the code itself, or 1. Cells below least are 0. Only codes that are affirmed of the participant's own work
//   count, unless reading is all, in codings that count, unless codings is all.
// params:
//   unit: {type: string, default: overlap, choices: [overlap, turn, interview], help: what the two codes must share}
//   measure: {type: string, default: together, choices: [together, jaccard, c], help: 'what the cells hold: number of units, Jaccard or c-coefficient'}
//   kind: {type: string, default: null, choices: [issue, cause, mitigation, consequence, phase, marker, context, group], help: codes of this kind only}
//   least: {type: integer, default: 2, help: on how many units at least; a single one may be chance}
//   reading: {type: string, default: affirmed, choices: [affirmed, all], help: 'affirmed of own work, or also what is denied, unclear or about others'}
//   codings: {type: string, default: counting, choices: [counting, all], help: 'codings that count, or all'}
// returns:
//   code: the code of the row
//   other: the code of the column
//   cell: what the measure says of the two
// post: {pivot: {column: other, value: cell, empty: 0}}
// tags: [code, coding, matrix]
// ---
MATCH (g:Coding)<-[:MARKED_IN]-(x:Excerpt)-[r:CODED_AS]->(z:Code)
WHERE (g.counts = true OR $codings = 'all') AND x.speaker <> 'interviewer' AND r.extent <> 'label-only'
  AND ($reading = 'all' OR (r.polarity = 'affirmed' AND r.about = 'own')) AND ($kind IS NULL OR z.kind = $kind)
UNWIND CASE WHEN $unit = 'interview' THEN [0] ELSE range(x.start_turn, x.end_turn) END AS turn
WITH DISTINCT z, g.id + '|' + toString(turn) AS place,
  CASE $unit WHEN 'overlap' THEN x.span WHEN 'turn' THEN x.interview + '|' + toString(turn)
    ELSE x.interview END AS unit,
  CASE WHEN $unit = 'overlap' THEN x.start_turn * 10000000 + x.start_char ELSE 0 END AS begins,
  CASE WHEN $unit = 'overlap' THEN x.end_turn * 10000000 + x.end_char ELSE 1 END AS ends
WITH z, count(DISTINCT unit) AS units,
  collect({pair: place, span: unit, start_char: begins, end_char: ends}) AS stands
UNWIND stands AS s
// What stands in one place: only here can two codes share something.
WITH s.pair AS place, collect({id: z.id, excerpts: units, span: s.span, start_char: s.start_char,
  end_char: s.end_char}) AS here
UNWIND here AS a
UNWIND here AS b
WITH a, b
WHERE a.id < b.id AND a.start_char < b.end_char AND b.start_char < a.end_char
UNWIND CASE WHEN a.span = b.span THEN [a.span] ELSE [a.span, b.span] END AS unit
WITH a.id AS code, b.id AS other, a.excerpts AS of_code, b.excerpts AS of_other,
  count(DISTINCT unit) AS together, count(DISTINCT CASE WHEN a.span = b.span THEN unit END) AS same,
  count(DISTINCT a.span + ' ' + b.span) AS pairs
WHERE together >= $least
WITH code, other, of_code, of_other, together, of_code + of_other - same AS either, pairs,
  of_code + of_other - pairs AS rest
WITH code, other, of_code, of_other, CASE $measure WHEN 'together' THEN together
  WHEN 'jaccard' THEN round(toFloat(together) / either, 3)
  ELSE CASE WHEN rest > 0 THEN round(toFloat(pairs) / rest, 3) END END AS cell
UNWIND [[code, other, cell], [other, code, cell],
  [code, code, CASE WHEN $measure = 'together' THEN of_code ELSE 1 END],
  [other, other, CASE WHEN $measure = 'together' THEN of_other ELSE 1 END]] AS found
WITH DISTINCT found[0] AS code, found[1] AS other, found[2] AS cell
// The diagonal first, so that rows and columns are in the order of the alphabet.
RETURN code, other, cell
ORDER BY code <> other, code, other, cell
