// ---
// title: How do causes come to consequences, over which issues, and who tells each step?
// description: >-
//   One row per path from a cause to a consequence, over further causes, issues and consequences, those
//   whose weakest hop most participants tell first, then the longest. A path names nothing twice; where a cause has a cause of its own, both begin a path. Each hop is
//   told by at least one participant of their own work, and hops names them. A path within one interview
//   has all its hops in the words of one participant, maybe of several of their projects; a path that joins what different participants said
//   (composed) was said by nobody. Left out are what is denied, what is told of others, links that only
//   the codebook has, what begins with an issue (issues/chains and issues/leads-to), causes that come to no
//   consequence (causes/roots), and steps over kinds: a path goes on only where the very same thing does. Of more paths than limit those that come
//   first are shown.
// params:
//   cause: {type: string, default: null, entity: Cause, help: paths that begin with it; id or name or part of it; any cause if left out}
//   consequence: {type: string, default: null, entity: Consequence, help: paths that end with it; id or name or part of it; any if left out}
//   through: {type: string, default: null, entity: [Issue, Cause, Consequence], help: paths that hold it anywhere; id or name or part of it; any if left out}
//   depth: {type: integer, default: 3, help: "how many hops at most, 1 to 6; less is taken as 1 and more as 6"}
//   least: {type: integer, default: 1, help: how many participants must tell each hop}
//   limit: {type: integer, default: 500, help: "how many rows at most, of those whose hops most participants tell"}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   chain: names of the cause, of all in between and of the consequence, joined by arrows
//   weakest: participants who tell the hop that fewest tell
//   length: how many hops it has
//   kind: within one interview, or composed of several
//   within: participants in whose interview every hop is told; none where it is composed
//   hops: each hop with the participants who tell it of their own work
//   participants: distinct participants who tell any of the hops
//   excerpts: distinct excerpts in which they tell any of the hops, all those of a statement
//   node_ids: ids of the cause, of all in between and of the consequence, in the order of the path
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {node_ids: [Cause, Issue, Consequence], within: Participant}
// tags: [cause, consequence, chain, participant]
// ---
CALL () {
  WITH 1 AS one
  WHERE $depth <= 1
  MATCH path = (a:Cause)-[:CAUSES|LEADS_TO*1..1]->(b:Consequence)
  WHERE ($cause IS NULL OR a.id = $cause) AND ($consequence IS NULL OR b.id = $consequence)
    AND all(l IN relationships(path) WHERE l.participants >= $least)
  RETURN path
  UNION ALL
  WITH 1 AS one
  WHERE $depth = 2
  MATCH path = (a:Cause)-[:CAUSES|LEADS_TO*1..2]->(b:Consequence)
  WHERE ($cause IS NULL OR a.id = $cause) AND ($consequence IS NULL OR b.id = $consequence)
    AND all(l IN relationships(path) WHERE l.participants >= $least)
  RETURN path
  UNION ALL
  WITH 1 AS one
  WHERE $depth = 3
  MATCH path = (a:Cause)-[:CAUSES|LEADS_TO*1..3]->(b:Consequence)
  WHERE ($cause IS NULL OR a.id = $cause) AND ($consequence IS NULL OR b.id = $consequence)
    AND all(l IN relationships(path) WHERE l.participants >= $least)
  RETURN path
  UNION ALL
  WITH 1 AS one
  WHERE $depth = 4
  MATCH path = (a:Cause)-[:CAUSES|LEADS_TO*1..4]->(b:Consequence)
  WHERE ($cause IS NULL OR a.id = $cause) AND ($consequence IS NULL OR b.id = $consequence)
    AND all(l IN relationships(path) WHERE l.participants >= $least)
  RETURN path
  UNION ALL
  WITH 1 AS one
  WHERE $depth = 5
  MATCH path = (a:Cause)-[:CAUSES|LEADS_TO*1..5]->(b:Consequence)
  WHERE ($cause IS NULL OR a.id = $cause) AND ($consequence IS NULL OR b.id = $consequence)
    AND all(l IN relationships(path) WHERE l.participants >= $least)
  RETURN path
  UNION ALL
  WITH 1 AS one
  WHERE $depth >= 6
  MATCH path = (a:Cause)-[:CAUSES|LEADS_TO*1..6]->(b:Consequence)
  WHERE ($cause IS NULL OR a.id = $cause) AND ($consequence IS NULL OR b.id = $consequence)
    AND all(l IN relationships(path) WHERE l.participants >= $least)
  RETURN path
}
WITH path
WHERE all(n IN nodes(path) WHERE size([m IN nodes(path) WHERE m.id = n.id]) = 1)
  AND ($through IS NULL OR any(n IN nodes(path) WHERE n.id = $through))
WITH path, [n IN nodes(path) | n.id] AS ids,
  reduce(least = null, l IN relationships(path) | CASE WHEN least < l.participants THEN least ELSE l.participants END) AS weakest
ORDER BY weakest DESC, length(path) DESC, ids
LIMIT $limit
WITH ids, [n IN nodes(path) | n.name] AS names, weakest, relationships(path) AS links
UNWIND links AS l
WITH startNode(l) AS a, type(l) AS relation, endNode(l) AS b, collect({id: ids, name: names, participants: weakest}) AS chains
CALL (a, relation, b) {
  MATCH (s:Statement {pair: a.id + '|' + toLower(relation) + '|' + b.id})-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE s.counts = true AND s.polarity = 'affirmed' AND s.about = 'own' AND s.basis <> 'codebook'
    AND x.speaker <> 'interviewer'
  WITH x.participant AS person, x.interview AS interview, collect(DISTINCT x.span) AS spans,
    collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS found
  ORDER BY person, interview
  RETURN collect(DISTINCT person) AS who, collect(interview) AS told,
    reduce(all = [], each IN collect(spans) | all + each) AS spans,
    reduce(all = [], each IN collect(found) | all + each) AS found
}
UNWIND chains AS chain
WITH chain.id AS ids, chain.name AS names, chain.participants AS weakest, collect({subject: a.id, interview: told, participant: who, span: spans, id: found,
  name: a.name + ' -> ' + b.name + ': ' + reduce(line = '', p IN who | line + CASE line WHEN '' THEN '' ELSE ', ' END + p)}) AS loose
WITH ids, names, weakest, [n IN ids WHERE any(h IN loose WHERE h.subject = n) | head([h IN loose WHERE h.subject = n])] AS hops
CALL (hops) {
  UNWIND hops AS h
  UNWIND h.participant AS person
  RETURN count(DISTINCT person) AS participants
}
CALL (hops) {
  UNWIND hops AS h
  UNWIND h.span AS span
  RETURN count(DISTINCT span) AS excerpts
}
WITH ids, names, weakest, hops, participants, excerpts,
  [v IN head(hops).interview WHERE all(h IN hops WHERE v IN h.interview)] AS interviews
WITH ids, names, weakest, hops, participants, excerpts, COLLECT {
    UNWIND interviews AS interview
    MATCH (v:Interview {id: interview})<-[:GAVE]-(p:Participant) RETURN DISTINCT p.id ORDER BY p.id
  } AS within
RETURN reduce(chain = '', name IN names | chain + CASE chain WHEN '' THEN '' ELSE ' -> ' END + name) AS chain,
  weakest, size(hops) AS length, CASE WHEN size(within) > 0 THEN 'within one interview' ELSE 'composed' END AS kind,
  within, [h IN hops | h.name] AS hops, participants, excerpts, ids AS node_ids,
  reduce(all = [], h IN hops | all + h.id) AS excerpt_ids
ORDER BY weakest DESC, length DESC, size(within) DESC, participants DESC, excerpts DESC, node_ids, chain, kind, within, hops
