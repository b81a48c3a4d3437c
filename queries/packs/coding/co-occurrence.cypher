// ---
// title: Which codes occur together?
// description: >-
//   One row per pair of codes that stand together on at least as many units as asked for, the pair with the
//   most first. With unit overlap, which is the default, the units are the excerpts of the two codes, and two
//   codes stand together on an excerpt that both are on, or that shares a character of the transcript with an
//   excerpt of the other code in the same coding; with turn and interview, units are turns and interviews in
//   which both stand, wherever. Jaccard is the share of the units of either code on which both stand, from 0
//   to 1. The c-coefficient is that of ATLAS.ti (User Manual 22 for Windows, Code Co-occurrence Coefficient),
//   c = n12 / (n1 + n2 - n12), where n12 counts pairs of quotations that occur together and n1 and n2 the
//   quotations of each code; it equals Jaccard as long as no two quotations overlap, and exceeds 1 (or is empty
//   where it would divide by nothing) where one overlaps several. A pair stands once, the code that comes first
//   in the alphabet first, unless what is asked for (code, kind, with_kind) tells which is which. Only codes
//   that are affirmed of the participant's own work count, unless reading is all, in codings that count, unless
//   codings is all; the same words in two codings are one unit. A group mostly stands beside one of its codes.
// params:
//   unit: {type: string, default: overlap, choices: [overlap, turn, interview], help: what the two codes must share}
//   code: {type: string, default: null, entity: Code, help: pairs with this code; id or part of it; all pairs if left out}
//   kind: {type: string, default: null, choices: [issue, cause, mitigation, consequence, phase, marker, context, group], help: kind of the one code}
//   with_kind: {type: string, default: null, choices: [issue, cause, mitigation, consequence, phase, marker, context, group], help: kind of the other code}
//   least: {type: integer, default: 2, help: on how many units at least; a single one may be chance}
//   reading: {type: string, default: affirmed, choices: [affirmed, all], help: 'affirmed of own work, or also what is denied, unclear or about others'}
//   codings: {type: string, default: counting, choices: [counting, all], help: 'codings that count, or all'}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   code: the one code
//   other: the other
//   together: distinct units on which both stand
//   of_code: distinct units on which the one stands
//   of_other: distinct units on which the other stands
//   either: distinct units on which at least one of them stands
//   jaccard: together / either
//   pairs: pairs of excerpts that occur together, n12; with turn and interview the same as together
//   c: c-coefficient
//   participants: distinct participants in whose interviews they stand together
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {code: Code, other: Code}
// tags: [code, coding]
// ---
MATCH (g:Coding)<-[:MARKED_IN]-(x:Excerpt)-[r:CODED_AS]->(z:Code)
WHERE (g.counts = true OR $codings = 'all') AND x.speaker <> 'interviewer' AND r.extent <> 'label-only'
  AND ($reading = 'all' OR (r.polarity = 'affirmed' AND r.about = 'own'))
// fan-out: each code of an excerpt stands in each of its turns; DISTINCT below takes out what is told twice
UNWIND CASE WHEN $unit = 'interview' THEN [0] ELSE range(x.start_turn, x.end_turn) END AS turn
WITH z, x, g.id + '|' + toString(turn) AS place,
  CASE $unit WHEN 'overlap' THEN x.span WHEN 'turn' THEN x.interview + '|' + toString(turn)
    ELSE x.interview END AS unit,
  CASE WHEN $unit = 'overlap' THEN x.start_turn * 10000000 + x.start_char ELSE 0 END AS begins,
  CASE WHEN $unit = 'overlap' THEN x.end_turn * 10000000 + x.end_char ELSE 1 END AS ends
WITH DISTINCT z, place, unit, begins, ends, x.participant AS person, CASE WHEN $evidence THEN x.id END AS id
WITH z, count(DISTINCT unit) AS units,
  collect({pair: place, span: unit, start_char: begins, end_char: ends, participant: person, coded: id}) AS stands,
  ($code IS NULL OR z.id = $code) AND ($kind IS NULL OR z.kind = $kind) AS one,
  $with_kind IS NULL OR z.kind = $with_kind AS two
WHERE one OR two
UNWIND stands AS s
// What stands in one place: only here can two codes share something.
WITH s.pair AS place, collect({id: z.id, excerpts: units, subject: one, object: two, span: s.span,
  start_char: s.start_char, end_char: s.end_char, participant: s.participant, coded: s.coded}) AS here
UNWIND here AS a
UNWIND here AS b
WITH a, b
WHERE a.subject AND b.object AND a.id <> b.id AND (a.id < b.id OR NOT (b.subject AND a.object))
  AND a.start_char < b.end_char AND b.start_char < a.end_char
UNWIND CASE WHEN a.span = b.span THEN [a.span] ELSE [a.span, b.span] END AS unit
UNWIND CASE WHEN $evidence THEN [a.coded, b.coded] ELSE [null] END AS id
WITH a.id AS code, b.id AS other, a.excerpts AS of_code, b.excerpts AS of_other,
  count(DISTINCT unit) AS together, count(DISTINCT CASE WHEN a.span = b.span THEN unit END) AS same,
  count(DISTINCT a.span + ' ' + b.span) AS pairs, count(DISTINCT a.participant) AS participants,
  collect(DISTINCT id) AS excerpt_ids
WHERE together >= $least
WITH code, other, together, of_code, of_other, of_code + of_other - same AS either, pairs,
  of_code + of_other - pairs AS rest, participants, excerpt_ids
RETURN code, other, together, of_code, of_other, either, round(toFloat(together) / either, 3) AS jaccard, pairs,
  CASE WHEN rest > 0 THEN round(toFloat(pairs) / rest, 3) END AS c, participants, excerpt_ids
ORDER BY together DESC, jaccard DESC, code, other, of_code, of_other, either, pairs, c, participants
