// ---
// title: Which causes come from where, and with whom do they lie?
// description: >-
//   One row per cause that a participant tells of their own work, with its origin (data, people, process,
//   tool, environment, task) and with whom it lies (own team, other team, client, provider, users, unknown),
//   as the registry has them, and what it brings about. Links that only the codebook supports do not count.
// params:
//   origin: {type: string, default: null, choices: [data, people, process, tool, environment, task], help: only causes of this origin}
//   lies_with: {type: string, default: null, choices: [own team, other team, client, provider, users, unknown], help: only causes that lie with these}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   lies_with: with whom the cause lies
//   origin: where it comes from
//   cause: name of the cause
//   participants: distinct participants who tell of it
//   excerpts: distinct excerpts in which they do
//   who: ids of these participants
//   brings: names of the issues, causes and consequences that it brings about
//   cause_id: id of the cause
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {cause_id: Cause, who: Participant}
// count:
//   of: cause_id
//   what: causes of this origin and of those whom they lie with
//   among: causes that a participant tells of their own work
//   total: >-
//     MATCH (c:Cause)<-[:MENTIONS]-(:Excerpt) RETURN count(DISTINCT c.id) AS n
// tags: [cause]
// ---
MATCH (c:Cause)
WHERE ($origin IS NULL OR c.origin = $origin) AND ($lies_with IS NULL OR c.lies_with = $lies_with)
MATCH (c)<-[:MENTIONS]-(x:Excerpt)
WITH c, x, x.participant AS person
ORDER BY person
WITH c, collect(DISTINCT person) AS who, count(DISTINCT x.span) AS excerpts,
  collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS excerpt_ids
OPTIONAL MATCH (c)-[l:CAUSES|LEADS_TO]->(e)
WHERE l.participants > 0
WITH c, who, excerpts, excerpt_ids, e
ORDER BY e.name, e.id
WITH c, who, excerpts, excerpt_ids, collect(DISTINCT e.name) AS brings
RETURN c.lies_with AS lies_with, c.origin AS origin, c.name AS cause, size(who) AS participants, excerpts, who, brings,
  c.id AS cause_id, excerpt_ids
ORDER BY lies_with, participants DESC, excerpts DESC, cause_id, brings, who
