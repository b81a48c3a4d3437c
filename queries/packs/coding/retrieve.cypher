// ---
// title: Which excerpts have these codes, and not those?
// description: >-
//   One row per excerpt on which every code of all, at least one of any and none of none stands, and near
//   which every code of near stands: on an excerpt of the same coding that begins or ends at most distance
//   turns away, the excerpt itself included. A code stands for the codes below it in the codebook too, unless
//   with_children is false. Whatever is left out asks for nothing. Every reading is found, unless reading is
//   affirmed; not_affirmed names the codes that are denied, unclear or about other people's work or in general.
//   Codes that the file gives by label alone stand on no excerpt, and what the interviewer says is left out.
//   Attributes of participants are compared by a part of them, in any case.
// params:
//   all: {type: strings, default: [], entity: Code, help: 'codes that must all stand on it; a;b'}
//   any: {type: strings, default: [], entity: Code, help: codes of which at least one must}
//   none: {type: strings, default: [], entity: Code, help: codes of which none may}
//   near: {type: strings, default: [], entity: Code, help: codes that must all stand on it or near it}
//   distance: {type: integer, default: 2, help: "how many turns away is near; the interviewer's turns count, so 2 is the next answer"}
//   with_children: {type: boolean, default: true, help: a code stands for those below it in the codebook too}
//   reading: {type: string, default: all, choices: [affirmed, all], help: 'affirmed of own work, or also what is denied, unclear or about others'}
//   codings: {type: string, default: counting, choices: [counting, all], help: 'codings that count, or all'}
//   participant: {type: string, default: null, entity: Participant, help: excerpts of this participant; id or part of it}
//   role: {type: string, default: null, help: part of the participant's role}
//   domain: {type: string, default: null, help: part of the participant's domain}
//   company_kind: {type: string, default: null, help: part of the kind of company}
//   data_type: {type: string, default: null, help: part of a type of data that the participant works with}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   interview: id of the interview
//   turn: turn in which the excerpt starts
//   end_turn: turn in which it ends
//   participant: id of the participant
//   coder: who marked it
//   codes: the codes that stand on it
//   not_affirmed: those of them that are denied, unclear, about others or general
//   paraphrase: the excerpt in the coder's words
//   excerpt: id of the excerpt
//   excerpt_ids: the same id, with --evidence
// entities: {interview: Interview, participant: Participant, codes: Code, excerpt: Excerpt}
// count:
//   of: excerpt
//   what: excerpts that are found
//   among: coded excerpts of these codings and this reading
//   total: >-
//     MATCH (g:Coding)<-[:MARKED_IN]-(x:Excerpt)-[r:CODED_AS]->(:Code)
//     WHERE (g.counts = true OR $codings = 'all') AND x.speaker <> 'interviewer' AND r.extent <> 'label-only'
//       AND ($reading = 'all' OR (r.polarity = 'affirmed' AND r.about = 'own'))
//     RETURN count(DISTINCT x.id) AS n
// tags: [code, coding, excerpt]
// ---
OPTIONAL MATCH (k:Code)-[:CHILD_OF*0..]->(c:Code)
WHERE c.id IN $all + $any + $none + $near AND ($with_children OR k.id = c.id)
WITH collect([c.id, k.id]) AS family
MATCH (p:Participant)-[:GAVE]->(:Interview)<-[:CODING_OF]-(g:Coding)
WHERE (g.counts = true OR $codings = 'all') AND ($participant IS NULL OR p.id = $participant)
  AND ($role IS NULL OR toLower(p.role) CONTAINS toLower($role))
  AND ($domain IS NULL OR toLower(p.domain) CONTAINS toLower($domain))
  AND ($company_kind IS NULL OR toLower(p.company_kind) CONTAINS toLower($company_kind))
  AND ($data_type IS NULL OR any(t IN p.data_types WHERE toLower(t) CONTAINS toLower($data_type)))
MATCH (g)<-[:MARKED_IN]-(x:Excerpt)-[r:CODED_AS]->(z:Code)
WHERE x.speaker <> 'interviewer' AND r.extent <> 'label-only'
  AND ($reading = 'all' OR (r.polarity = 'affirmed' AND r.about = 'own'))
WITH family, g, x, z.id AS code, r.polarity = 'affirmed' AND r.about = 'own' AS plain
ORDER BY code
WITH family, g, x, collect(DISTINCT code) AS codes, collect(DISTINCT CASE WHEN NOT plain THEN code END) AS not_affirmed
WITH family, g, x, codes, not_affirmed, [f IN family WHERE f[1] IN codes | f[0]] AS stand
WITH g, collect([x, codes, not_affirmed, stand]) AS here
UNWIND here AS found
WITH g, here, found[0] AS x, found[1] AS codes, found[2] AS not_affirmed, found[3] AS stand
WHERE all(w IN $all WHERE w IN stand) AND (size($any) = 0 OR any(w IN $any WHERE w IN stand))
  AND none(w IN $none WHERE w IN stand)
  AND all(w IN $near WHERE any(y IN here WHERE w IN y[3]
    AND y[0].start_turn - x.end_turn <= $distance AND x.start_turn - y[0].end_turn <= $distance))
RETURN x.interview AS interview, x.start_turn AS turn, x.end_turn AS end_turn, x.participant AS participant,
  g.coder AS coder, codes, not_affirmed, x.paraphrase AS paraphrase, x.id AS excerpt,
  CASE WHEN $evidence THEN [x.id] ELSE [] END AS excerpt_ids
ORDER BY toInteger(interview), interview, turn, x.start_char, end_turn, x.end_char, coder, excerpt, participant,
  codes, not_affirmed, paraphrase
