// ---
// title: What does each further interview add?
// description: >-
//   One row per interview in the order of the study, which is that of the interviews' numbers, or in another
//   order: those that order names come first. Items are distinct issues, causes, mitigations, all entities or
//   codes of which the interview has evidence; new are those that no earlier interview has. Where nothing new
//   comes for several interviews, further ones may add little; saturation/guest tells by a published rule. Only
//   affirmed evidence about the participant's own work makes an item: by a code that denotes it, or by a
//   statement that does more than say what is done about it; never by the codebook alone, by a label alone or by the
//   interviewer. Codes count where they stand on an excerpt. With level with-kinds what an item is a kind of
//   is an item too. Only interviews with a coding that counts have a row: uncoded ones would seem to add nothing.
// params:
//   of: {type: string, default: issues, choices: [issues, causes, mitigations, consequences, entities, codes], help: what is counted}
//   level: {type: string, default: own, choices: [own, with-kinds], help: 'count each item for itself, or also what it is a kind of'}
//   kind: {type: string, default: null, choices: [issue, cause, mitigation, consequence, phase, marker, context, group], help: codes of this kind only}
//   order: {type: strings, default: [], entity: Interview, help: 'interviews in another order; a;b'}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   place: position in the order, from 1
//   interview: id of the interview
//   participant: id of the participant
//   items: distinct items in it
//   new: those that are in no earlier interview
//   cumulative: distinct items up to and with it
//   excerpts: distinct excerpts of this interview that speak of what is new
//   new_items: names of the new ones
//   new_ids: ids of the new ones
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {interview: Interview, participant: Participant, new_ids: [Issue, Cause, Mitigation, Consequence, Code]}
// tags: [saturation, interview]
// ---
MATCH (i:Interview)<-[:CODING_OF]-(:Coding {counts: true})
WITH DISTINCT i.id AS id, reduce(n = 0, o IN $order | CASE WHEN n < 0 THEN n WHEN o = i.id THEN -n - 1 ELSE n + 1 END) AS n
WITH id, CASE WHEN n < 0 THEN -n ELSE n + 1 END AS named
ORDER BY named, toInteger(id), id
WITH collect(id) AS ids
UNWIND ids AS id
WITH id, -reduce(n = 0, o IN ids | CASE WHEN n < 0 THEN n WHEN o = id THEN -n - 1 ELSE n + 1 END) AS place
MATCH (i:Interview {id: id})
CALL (i) {
  RETURN null AS x, null AS e // so that an interview without any item has a row
  UNION ALL
  MATCH (i)<-[:CODING_OF]-(:Coding {counts: true})<-[:MARKED_IN]-(x:Excerpt)-[r:CODED_AS]->(e:Code)
  WHERE $of = 'codes' AND x.speaker <> 'interviewer' AND r.extent <> 'label-only' AND r.polarity = 'affirmed'
    AND r.about = 'own' AND ($kind IS NULL OR e.kind = $kind)
  RETURN x, e
  UNION ALL
  MATCH (i)<-[:CODING_OF]-(:Coding {counts: true})<-[:MARKED_IN]-(x:Excerpt)-[r:CODED_AS]->(c:Code)
  MATCH (c)-[:DENOTES]->(e:Issue|Cause|Mitigation|Consequence)
  WHERE $of <> 'codes' AND x.speaker <> 'interviewer' AND r.extent <> 'label-only' AND r.polarity = 'affirmed'
    AND r.about = 'own'
  RETURN x, e
  UNION ALL
  MATCH (i)<-[:CODING_OF]-(:Coding {counts: true})<-[:MARKED_IN]-(x:Excerpt)
  WHERE $of <> 'codes' AND x.speaker <> 'interviewer'
  MATCH (x)<-[:SUPPORTED_BY]-(s:Statement)
  WHERE s.basis <> 'codebook' AND s.polarity = 'affirmed' AND s.about = 'own'
  MATCH (s)-[end:SUBJECT|OBJECT]->(e:Issue|Cause|Mitigation|Consequence)
  WHERE type(end) = 'SUBJECT' OR s.relation <> 'mitigates'
  RETURN x, e
}
WITH place, i, e, collect(DISTINCT [x.span, x.id]) AS spoken
// Each entity once, not once per interview, before walking up what it is a kind of.
WITH e, collect([place, i, spoken]) AS told
OPTIONAL MATCH (e)-[:KIND_OF*0..]->(k:Issue|Cause|Mitigation|Consequence|Code)
WHERE ($level = 'with-kinds' OR k.id = e.id) AND ($of IN ['codes', 'entities'] OR ($of = 'issues' AND k:Issue)
  OR ($of = 'causes' AND k:Cause) OR ($of = 'mitigations' AND k:Mitigation)
  OR ($of = 'consequences' AND k:Consequence))
UNWIND told AS t
WITH k.id AS item, coalesce(k.name, k.id) AS name, min(t[0]) AS first, collect(t) AS stands
UNWIND stands AS s
UNWIND s[2] AS spoken
WITH s[0] AS place, s[1] AS i, item, name, item IS NOT NULL AND first = s[0] AS fresh, spoken
ORDER BY name, item
WITH place, i, count(DISTINCT item) AS items, count(DISTINCT CASE WHEN fresh THEN item END) AS new,
  count(DISTINCT CASE WHEN fresh THEN spoken[0] END) AS excerpts,
  collect(DISTINCT CASE WHEN fresh THEN [name, item] END) AS found,
  collect(DISTINCT CASE WHEN $evidence AND fresh THEN spoken[1] END) AS excerpt_ids
WITH collect([place, i, items, new, excerpts, found, excerpt_ids]) AS all
UNWIND all AS r
WITH r[0] AS place, r[1] AS i, r[2] AS items, r[3] AS new, r[4] AS excerpts, r[5] AS found, r[6] AS excerpt_ids,
  reduce(n = 0, q IN all | CASE WHEN q[0] <= r[0] THEN n + q[3] ELSE n END) AS cumulative
RETURN place, i.id AS interview, i.participant AS participant, items, new, cumulative, excerpts,
  [f IN found | f[0]] AS new_items, [f IN found | f[1]] AS new_ids, excerpt_ids
ORDER BY place, interview, participant, items, new, cumulative, excerpts, new_items, new_ids
