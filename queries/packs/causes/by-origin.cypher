// ---
// title: Which causes come from where, and with whom do they lie?
// description: >-
//   One row per cause that a participant tells of their own work, with its origin (data, people, process,
//   tool, environment, task) and with whom it lies (own team, other team, client, provider, users, unknown),
//   as the registry has them, and what it brings about. The client is asked for by lies_with; an outside party
//   that delivers data, a tool or a service is a provider; tools and data as such are origins. Both
//   parameters together narrow further. With level with-kinds a cause has the evidence of its kinds
//   too, each participant and excerpt counted once, but its own origin. Links that only the codebook
//   supports, denials and other people's work do not count, nor what only tells how a cause is answered.
// params:
//   origin: {type: string, default: null, choices: [data, people, process, tool, environment, task], help: only causes of this origin}
//   lies_with: {type: string, default: null, choices: [own team, other team, client, provider, users, unknown], help: only causes that lie with these; a provider is an outside party}
//   level: {type: string, default: own, choices: [own, with-kinds], help: count the cause's own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   lies_with: with whom the cause lies
//   origin: where it comes from
//   cause: name of the cause
//   participants: distinct participants who tell of it
//   excerpts: distinct excerpts in which they do, all those of a statement
//   who: ids of these participants
//   brings: names of the issues, causes and consequences that it brings about
//   cause_id: id of the cause
//   brings_ids: ids of what it brings about
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {cause_id: Cause, brings_ids: [Issue, Cause, Consequence]}
// count:
//   of: cause_id
//   what: causes of this origin and of those whom they lie with
//   among: causes that a participant tells of their own work
//   total: >-
//     MATCH (x:Excerpt)-[m:MENTIONS]->(k:Cause)-[:KIND_OF*0..]->(c:Cause)
//     WHERE ($level = 'with-kinds' OR k.id = c.id) AND m.coded + m.stated > m.answered
//     RETURN count(DISTINCT c.id) AS n
// tags: [cause, client, provider, tool, data]
// ---
MATCH (c:Cause)<-[:KIND_OF*0..]-(k:Cause)
WHERE ($origin IS NULL OR c.origin = $origin) AND ($lies_with IS NULL OR c.lies_with = $lies_with)
  AND ($level = 'with-kinds' OR k.id = c.id)
CALL (k) {
  MATCH (k)<-[:SUBJECT|OBJECT]-(s:Statement)
  WHERE s.counts = true AND s.relation <> 'mitigates' AND s.basis <> 'codebook'
    AND s.polarity = 'affirmed' AND s.about = 'own'
  MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE x.speaker <> 'interviewer'
  RETURN x
  UNION
  MATCH (k)<-[:DENOTES]-(:Code)<-[r:CODED_AS]-(x:Excerpt)
  WHERE x.counts = true AND x.speaker <> 'interviewer' AND r.extent <> 'label-only'
    AND r.polarity = 'affirmed' AND r.about = 'own'
  RETURN x
}
WITH c, x, x.participant AS person
ORDER BY person
WITH c, collect(DISTINCT person) AS who, count(DISTINCT x.span) AS excerpts,
  collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS excerpt_ids
OPTIONAL MATCH (c)<-[:KIND_OF*0..]-(k:Cause)-[l:CAUSES|LEADS_TO]->(e)
WHERE l.participants > 0 AND ($level = 'with-kinds' OR k.id = c.id)
WITH c, who, excerpts, excerpt_ids, e
ORDER BY e.name, e.id
WITH c, who, excerpts, excerpt_ids, collect(DISTINCT e.name) AS brings,
  collect(DISTINCT e.id) AS brings_ids
RETURN c.lies_with AS lies_with, c.origin AS origin, c.name AS cause, size(who) AS participants, excerpts, who, brings,
  c.id AS cause_id, brings_ids, excerpt_ids
ORDER BY lies_with, participants DESC, excerpts DESC, cause_id, brings, who, brings_ids
