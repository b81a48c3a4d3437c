// ---
// title: Is thematic saturation reached?
// description: >-
//   Two rows: the interviews in the given order, and in permuted orders. The method is that of Guest, Namey and
//   Chen (2020), PLoS ONE 15(5) e0232076: the first base_size interviews are the base, each run_length
//   consecutive interviews after it a run, runs overlapping by all but one; saturation is reached at the first
//   run whose new items are at most threshold of the distinct items of the base, and reported as the interviews
//   before the run and the run (6+2). The paper uses bases of 4 to 6, runs of 2 or 3, and thresholds of 5 % and
//   0 %. Fewer interviews than a base and one run cannot be assessed, which is then the answer. The permuted row
//   shows how much depends on the order: all orders of up to seven interviews, else a random sample of them
//   (the paper draws bootstrap samples). Items and interviews are those of saturation/new-per-interview. This is
//   saturation of what is named, not of what it means, and says nothing about people who were not asked.
// params:
//   of: {type: string, default: issues, choices: [issues, causes, mitigations, consequences, entities, codes], help: what is counted}
//   level: {type: string, default: own, choices: [own, with-kinds], help: 'count each item for itself, or also what it is a kind of'}
//   kind: {type: string, default: null, choices: [issue, cause, mitigation, consequence, phase, marker, context, group], help: codes of this kind only}
//   order: {type: strings, default: [], entity: Interview, help: 'interviews in another order; a;b'}
//   base_size: {type: integer, default: 4, help: interviews in the base}
//   run_length: {type: integer, default: 2, help: interviews in a run}
//   threshold: {type: float, default: 0.05, help: share of new items at which saturation counts as reached}
//   permutations: {type: integer, default: 1000, help: how many orders are drawn where there are more than seven interviews}
//   seed: {type: integer, default: 1, help: start of the random numbers; the same one draws the same orders}
// returns:
//   interview: id of the interview
//   items: ids of the distinct items in it
//   base_size: as asked for
//   run_length: as asked for
//   threshold: as asked for
//   permutations: as asked for
//   seed: as asked for
// post:
//   saturation:
//     returns:
//       order: given or permuted
//       answer: the result in words
//       base_size: interviews in the base
//       run_length: interviews in a run
//       threshold: share of new items at which saturation counts as reached
//       interviews: interviews that have a coding that counts
//       items: distinct items in all of them
//       base_items: distinct items of the base in the given order, the denominator
//       ratios: new items of each run / items of the base, run by run in the given order
//       orders: how many orders were looked at
//       reached: share of these orders in which saturation is reached
//       least: fewest interviews before the run that shows it, of the orders that reach it
//       quarter: first quartile of these numbers
//       median: their median
//       three_quarters: third quartile
//       most: most interviews before that run
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
WITH DISTINCT place, id, e
// Each entity once, not once per interview, before walking up what it is a kind of.
WITH e, collect([place, id]) AS told
OPTIONAL MATCH (e)-[:KIND_OF*0..]->(k:Issue|Cause|Mitigation|Consequence|Code)
WHERE ($level = 'with-kinds' OR k.id = e.id) AND ($of IN ['codes', 'entities'] OR ($of = 'issues' AND k:Issue)
  OR ($of = 'causes' AND k:Cause) OR ($of = 'mitigations' AND k:Mitigation)
  OR ($of = 'consequences' AND k:Consequence))
UNWIND told AS t
WITH DISTINCT t[0] AS place, t[1] AS id, k.id AS item
ORDER BY item
WITH place, id, collect(item) AS items
RETURN id AS interview, items, $base_size AS base_size, $run_length AS run_length, $threshold AS threshold,
  $permutations AS permutations, $seed AS seed
ORDER BY place, interview, items, base_size, run_length, threshold, permutations, seed
