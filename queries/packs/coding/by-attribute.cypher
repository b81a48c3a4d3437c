// ---
// title: Which participants speak of which code?
// description: >-
//   One row per code and value of an attribute of participants, such as their role: how many of the participants
//   with that value have an excerpt with the code. An attribute that was not told is a value of its own, empty.
//   A participant with several types of data is in the row of each. Only codes that are affirmed of the
//   participant's own work count, unless reading is all, in codings that count, unless codings is all; codes by
//   label alone and the interviewer's words never. With with_children a code also has the excerpts of the codes
//   below it in the codebook. With few participants a share says little.
// params:
//   attribute: {type: string, default: role, choices: [role, experience, ml_experience, company_kind, company_size, domain, product, data_types], help: attribute of participants}
//   code: {type: string, default: null, entity: Code, help: this code only; id or part of it}
//   kind: {type: string, default: null, choices: [issue, cause, mitigation, consequence, phase, marker, context, group], help: codes of this kind only}
//   with_children: {type: boolean, default: false, help: a code stands for those below it in the codebook too}
//   least: {type: integer, default: 1, help: how many participants at least}
//   reading: {type: string, default: affirmed, choices: [affirmed, all], help: 'affirmed of own work, or also what is denied, unclear or about others'}
//   codings: {type: string, default: counting, choices: [counting, all], help: 'codings that count, or all'}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   code: the code
//   value: value of the attribute
//   participants: distinct participants with the value who have the code
//   among: participants with the value whose interview is coded
//   share: participants / among
//   excerpts: distinct excerpts with the code
//   who: ids of the participants
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {code: Code, who: Participant}
// tags: [code, coding, participant]
// ---
MATCH (p:Participant)-[:GAVE]->(:Interview)<-[:CODING_OF]-(g:Coding)
WHERE g.counts = true OR $codings = 'all'
WITH DISTINCT p, CASE $attribute WHEN 'role' THEN [p.role] WHEN 'experience' THEN [p.experience]
  WHEN 'ml_experience' THEN [p.ml_experience] WHEN 'company_kind' THEN [p.company_kind]
  WHEN 'company_size' THEN [p.company_size] WHEN 'domain' THEN [p.domain] WHEN 'product' THEN [p.product]
  ELSE p.data_types END AS told
UNWIND CASE WHEN told IS NULL OR size(told) = 0 THEN [null] ELSE told END AS value
WITH value, collect(DISTINCT p) AS people, count(DISTINCT p.id) AS among
UNWIND people AS p
MATCH (p)-[:GAVE]->(:Interview)<-[:CODING_OF]-(g:Coding)<-[:MARKED_IN]-(x:Excerpt)-[r:CODED_AS]->(k:Code)
WHERE (g.counts = true OR $codings = 'all') AND x.speaker <> 'interviewer' AND r.extent <> 'label-only'
  AND ($reading = 'all' OR (r.polarity = 'affirmed' AND r.about = 'own'))
// Each code once per participant, before walking up the codebook.
WITH value, among, p.id AS person, k, collect(DISTINCT [x.span, CASE WHEN $evidence THEN x.id END]) AS spoken
MATCH (k)-[:CHILD_OF*0..]->(c:Code)
WHERE ($with_children OR k.id = c.id) AND ($code IS NULL OR c.id = $code) AND ($kind IS NULL OR c.kind = $kind)
UNWIND spoken AS s
WITH value, among, c.id AS code, person, s
ORDER BY person
WITH value, among, code, collect(DISTINCT person) AS who, count(DISTINCT s[0]) AS excerpts,
  collect(DISTINCT s[1]) AS excerpt_ids
WHERE size(who) >= $least
RETURN code, value, size(who) AS participants, among, round(toFloat(size(who)) / among, 3) AS share, excerpts, who,
  excerpt_ids
ORDER BY code, participants DESC, share DESC, value, excerpts DESC, among, who
