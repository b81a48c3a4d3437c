// ---
// title: Which root causes reach most issues?
// description: >-
//   One row per cause that leads to an issue, directly or over a chain of causes, issues and consequences of
//   at most so many hops as depth says, those that reach most issues first. root is true where nothing that a participant
//   tells leads to the cause in its turn; causes that have a cause are ranked beside them. issues counts
//   what it leads to directly, reached what it comes to over chains, and reached_within those that one
//   interview alone leads to: the others are reached only by joining what different participants said, which
//   was said by nobody. A chain within one interview too is joined by this query, at different places of the interview
//   and maybe of several projects: causes/chains shows its hops. participants and excerpts are those of the first hops.
//   Issues are counted as they are told, never rolled up. With level with-kinds, which is the default, a cause has the
//   chains of its kinds too; that a kind of an issue leads to the issue is left out.
//   Links that are denied, told of others or in the codebook alone carry no chain.
// params:
//   of: {type: string, default: causes, choices: [causes, any], help: rank causes alone or issues that lead to issues beside them}
//   depth: {type: integer, default: 3, help: "how many hops at most, 1 to 6; less is taken as 1 and more as 6"}
//   least: {type: integer, default: 1, help: how many participants must tell each hop}
//   level: {type: string, default: with-kinds, choices: [own, with-kinds], help: count the cause's own chains or those of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   cause: name of the cause
//   kind: what it is (Cause or Issue)
//   root: true where nothing leads to it
//   reached: distinct issues that it reaches within the depth
//   issues: those of them that it leads to directly
//   reached_within: those of them that one interview alone leads to
//   participants: distinct participants who tell a first hop of these chains
//   excerpts: distinct excerpts in which they do, all those of a statement
//   who: ids of these participants
//   issue_names: names of the issues that it reaches
//   issue_ids: ids of these issues
//   cause_id: id of the cause
//   excerpt_ids: ids of the excerpts behind the first hops, with --evidence
// entities: {cause_id: [Cause, Issue], issue_ids: Issue, who: Participant}
// count:
//   of: cause_id
//   what: causes that reach an issue
//   among: causes that a participant tells of, or with kinds a kind of which, and issues too where of is any
//   total: >-
//     MATCH (k:Cause|Issue)<-[m:MENTIONS]-(:Excerpt)
//     WHERE (k:Cause OR $of = 'any') AND m.coded + m.stated > m.answered
//     MATCH (k)-[:KIND_OF*0..]->(c:Cause|Issue) WHERE $level = 'with-kinds' OR k.id = c.id
//     RETURN count(DISTINCT c.id) AS n
// tags: [cause, issue, chain]
// ---
CALL () {
  WITH 1 AS one
  WHERE $depth <= 1
  MATCH path = (k:Cause|Issue)-[:CAUSES|LEADS_TO*1..1]->(i:Issue)
  WHERE (k:Cause OR $of = 'any') AND all(l IN relationships(path) WHERE l.participants >= $least)
  RETURN k, i, path
  UNION ALL
  WITH 1 AS one
  WHERE $depth = 2
  MATCH path = (k:Cause|Issue)-[:CAUSES|LEADS_TO*1..2]->(i:Issue)
  WHERE (k:Cause OR $of = 'any') AND all(l IN relationships(path) WHERE l.participants >= $least)
  RETURN k, i, path
  UNION ALL
  WITH 1 AS one
  WHERE $depth = 3
  MATCH path = (k:Cause|Issue)-[:CAUSES|LEADS_TO*1..3]->(i:Issue)
  WHERE (k:Cause OR $of = 'any') AND all(l IN relationships(path) WHERE l.participants >= $least)
  RETURN k, i, path
  UNION ALL
  WITH 1 AS one
  WHERE $depth = 4
  MATCH path = (k:Cause|Issue)-[:CAUSES|LEADS_TO*1..4]->(i:Issue)
  WHERE (k:Cause OR $of = 'any') AND all(l IN relationships(path) WHERE l.participants >= $least)
  RETURN k, i, path
  UNION ALL
  WITH 1 AS one
  WHERE $depth = 5
  MATCH path = (k:Cause|Issue)-[:CAUSES|LEADS_TO*1..5]->(i:Issue)
  WHERE (k:Cause OR $of = 'any') AND all(l IN relationships(path) WHERE l.participants >= $least)
  RETURN k, i, path
  UNION ALL
  WITH 1 AS one
  WHERE $depth >= 6
  MATCH path = (k:Cause|Issue)-[:CAUSES|LEADS_TO*1..6]->(i:Issue)
  WHERE (k:Cause OR $of = 'any') AND all(l IN relationships(path) WHERE l.participants >= $least)
  RETURN k, i, path
}
WITH k, i, path
WHERE all(n IN nodes(path) WHERE size([m IN nodes(path) WHERE m.id = n.id]) = 1)
WITH k, i, [n IN nodes(path) | n.id] AS ids, relationships(path) AS links
WITH k, i, ids, links, ids[0] + '|' + toLower(type(links[0])) + '|' + ids[1] AS first
UNWIND links AS l
WITH startNode(l) AS a, toLower(type(l)) AS relation, endNode(l) AS b, collect([k, i, first, ids]) AS chains
CALL (a, relation, b) {
  MATCH (s:Statement {pair: a.id + '|' + relation + '|' + b.id})-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE s.counts = true AND s.polarity = 'affirmed' AND s.about = 'own' AND s.basis <> 'codebook'
    AND x.speaker <> 'interviewer'
  RETURN collect(DISTINCT x.interview) AS told
}
UNWIND chains AS chain
WITH chain[0] AS k, chain[1] AS i, chain[2] AS first, chain[3] AS ids, collect(told) AS hops
WITH k, i, first, size(hops) = 1 AS direct, any(v IN head(hops) WHERE all(h IN hops WHERE v IN h)) AS whole
MATCH (k)-[:KIND_OF*0..]->(c:Cause|Issue)
WHERE ($level = 'with-kinds' OR k.id = c.id) AND c.id <> i.id
WITH c, i, first, direct, whole
ORDER BY i.name, i.id
WITH c, collect(DISTINCT first) AS firsts, count(DISTINCT CASE WHEN direct THEN i.id END) AS issues,
  count(DISTINCT CASE WHEN whole THEN i.id END) AS reached_within, collect(DISTINCT i.name) AS issue_names,
  collect(DISTINCT i.id) AS issue_ids
CALL (firsts) {
  UNWIND firsts AS pair
  MATCH (s:Statement {pair: pair})-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE s.counts = true AND s.polarity = 'affirmed' AND s.about = 'own' AND s.basis <> 'codebook'
    AND x.speaker <> 'interviewer'
  WITH x
  ORDER BY x.participant
  RETURN collect(DISTINCT x.participant) AS who, count(DISTINCT x.span) AS excerpts,
    collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS excerpt_ids
}
WITH c, issues, reached_within, issue_names, issue_ids, who, excerpts, excerpt_ids, NOT EXISTS {
    MATCH (c)<-[:KIND_OF*0..]-(k:Cause|Issue)<-[l:CAUSES|LEADS_TO]-()
    WHERE l.participants > 0 AND ($level = 'with-kinds' OR k.id = c.id)
  } AS root
RETURN c.name AS cause, labels(c)[0] AS kind, root, size(issue_ids) AS reached, issues, reached_within,
  size(who) AS participants, excerpts, who, issue_names, issue_ids, c.id AS cause_id, excerpt_ids
ORDER BY reached DESC, issues DESC, reached_within DESC, participants DESC, excerpts DESC, cause_id,
  kind, root, who, issue_names, issue_ids
