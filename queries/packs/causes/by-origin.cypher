// ---
// title: Which causes come from where, and with whom do they lie?
// description: >-
//   One row per cause that a participant tells of their own work, with its origin (data, people, process,
//   tool, environment, task) and with whom it lies (own team, other team, client, provider, users, unknown),
//   as the registry has them, and what it brings about. Links that only the codebook supports do not count.
// params:
//   origin: {type: string, default: null, choices: [data, people, process, tool, environment, task], help: only causes of this origin}
//   lies_with: {type: string, default: null, choices: [own team, other team, client, provider, users, unknown], help: only causes that lie with these}
// returns:
//   lies_with: with whom the cause lies
//   origin: where it comes from
//   cause: name of the cause
//   participants: distinct participants who tell of it
//   excerpts: distinct excerpts in which they do
//   who: ids of these participants
//   brings: names of the issues, causes and consequences that it brings about
//   cause_id: id of the cause
// tags: [cause]
// ---
MATCH (c:Cause)
WHERE ($origin IS NULL OR c.origin = $origin) AND ($lies_with IS NULL OR c.lies_with = $lies_with)
MATCH (c)<-[:MENTIONS]-(x:Excerpt)
WITH c, x.participant AS person, x.span AS span
ORDER BY person
WITH c, collect(DISTINCT person) AS who, count(DISTINCT span) AS excerpts
OPTIONAL MATCH (c)-[l:CAUSES|LEADS_TO]->(e)
WHERE l.participants > 0
WITH c, who, excerpts, e
ORDER BY e.name, e.id
WITH c, who, excerpts, collect(DISTINCT e.name) AS brings
RETURN c.lies_with AS lies_with, c.origin AS origin, c.name AS cause, size(who) AS participants, excerpts, who, brings,
  c.id AS cause_id
ORDER BY lies_with, participants DESC, excerpts DESC, cause_id, brings, who
