// ---
// title: Which quotes are there, with their codes and who said them?
// description: >-
//   One row per excerpt and code on it, in the order of the transcripts, with the participant's attributes and
//   the code's path in the codebook: a table for R, SPSS or a spreadsheet. Every reading has its row: see
//   polarity and about. Codes that the file gives by label alone stand on no excerpt, and what the interviewer
//   says is left out. The exact words are left out unless they are asked for with --verbatim.
// params:
//   code: {type: string, default: null, entity: Code, help: quotes with this code or one below it; id or part of it}
//   kind: {type: string, default: null, choices: [issue, cause, mitigation, consequence, phase, marker, context, group], help: codes of this kind only}
//   participant: {type: string, default: null, entity: Participant, help: quotes of this participant; id or part of it}
//   codings: {type: string, default: counting, choices: [counting, all], help: 'codings that count, or all'}
//   verbatim: {type: boolean, default: false, help: give the exact words too; set by --verbatim}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   excerpt: id of the excerpt
//   interview: id of the interview
//   coder: who marked it
//   participant: id of the participant
//   role: the participant's role
//   experience: years in the job, as told
//   company_kind: kind of company
//   company_size: size of the company, as told
//   domain: application domain
//   data_types: types of data worked with
//   speaker: interviewee or unknown
//   start_turn: turn in which the excerpt starts
//   end_turn: turn in which it ends
//   code: the code
//   code_path: the code after those above it in the codebook, as in A > B
//   kind: kind of the code
//   phase: id of the phase that the codebook gives the code
//   theme: its theme, where no phase applies
//   polarity: affirmed, denied or unclear
//   about: own, others or general
//   paraphrase: the excerpt in the coder's words
//   text: the exact words, where they are in the graph and were asked for
//   excerpt_ids: the id of the excerpt again, with --evidence
// entities: {excerpt: Excerpt, interview: Interview, participant: Participant, code: Code, phase: Phase}
// count:
//   of: excerpt
//   what: excerpts that are quoted
//   among: coded excerpts of these codings
//   total: >-
//     MATCH (g:Coding)<-[:MARKED_IN]-(x:Excerpt)-[r:CODED_AS]->(:Code)
//     WHERE (g.counts = true OR $codings = 'all') AND x.speaker <> 'interviewer' AND r.extent <> 'label-only'
//     RETURN count(DISTINCT x.id) AS n
// tags: [code, coding, excerpt, export]
// ---
CALL () {
  // Where no code is asked for, from the codings that count: most codes on excerpts stand on those of other codings.
  WITH 1 AS one
  WHERE $code IS NULL
  MATCH (p:Participant)-[:GAVE]->(:Interview)<-[:CODING_OF]-(g:Coding)
  WHERE (g.counts = true OR $codings = 'all') AND ($participant IS NULL OR p.id = $participant)
  MATCH (g)<-[:MARKED_IN]-(x:Excerpt)
  WHERE x.speaker <> 'interviewer'
  MATCH (x)-[r:CODED_AS]->(c:Code)
  WHERE r.extent <> 'label-only' AND ($kind IS NULL OR c.kind = $kind)
  RETURN p, g, x, r, c
  UNION ALL
  WITH 1 AS one
  WHERE $code IS NOT NULL
  MATCH (c:Code)-[:CHILD_OF*0..]->(above:Code)
  WHERE above.id = $code AND ($kind IS NULL OR c.kind = $kind)
  MATCH (c)<-[r:CODED_AS]-(x:Excerpt)-[:MARKED_IN]->(g:Coding)
  WHERE (g.counts = true OR $codings = 'all') AND x.speaker <> 'interviewer' AND r.extent <> 'label-only'
    AND ($participant IS NULL OR x.participant = $participant)
  MATCH (p:Participant {id: x.participant})
  RETURN p, g, x, r, c
}
WITH c, collect([p, g, x, r]) AS quotes
// A code's path once, and not for each quote.
MATCH path = (c)-[:CHILD_OF*0..]->(top:Code)
WHERE NOT EXISTS { MATCH (top)-[:CHILD_OF]->(:Code) }
WITH c, quotes, reduce(names = '', n IN nodes(path) | n.id + CASE WHEN names = '' THEN '' ELSE ' > ' + names END) AS code_path
// fan-out: a code has one path to the top of the codebook
UNWIND quotes AS quote
WITH c, code_path, quote[0] AS p, quote[1] AS g, quote[2] AS x, quote[3] AS r
RETURN x.id AS excerpt, x.interview AS interview, g.coder AS coder, p.id AS participant, p.role AS role,
  p.experience AS experience, p.company_kind AS company_kind, p.company_size AS company_size,
  p.domain AS domain, p.data_types AS data_types, x.speaker AS speaker, x.start_turn AS start_turn,
  x.end_turn AS end_turn, c.id AS code, code_path, c.kind AS kind, c.phase AS phase, c.theme AS theme,
  r.polarity AS polarity, r.about AS about, x.paraphrase AS paraphrase,
  CASE WHEN $verbatim THEN x.text END AS text, CASE WHEN $evidence THEN [x.id] ELSE [] END AS excerpt_ids
ORDER BY toInteger(interview), start_turn, x.start_char, end_turn, x.end_char, excerpt, code, polarity, about,
  participant, coder, code_path, text
