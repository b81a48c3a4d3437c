// ---
// title: What in the registry is about something?
// description: >-
//   One row per issue, cause, mitigation, consequence, phase or quality attribute whose id, name, aliases or
//   description hold the words, in any order and case; where nothing holds them all, what holds most of them. A
//   final s does not count, nor s or z, nor l or ll; words of three letters
//   or less begin a word. What most participants tell of comes first. `mitigraph evidence ID` opens each to its
//   excerpts; evidence/search looks into the paraphrases.
// params:
//   words: {type: string, required: true, help: words or parts of words}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   kind: issue, cause, mitigation, consequence, phase or quality attribute
//   name: its name
//   words: how many of the words it holds
//   participants: distinct participants with an excerpt about it, affirmed and of their own work
//   excerpts: distinct such excerpts
//   denied: distinct excerpts that deny it
//   description: what it is, in the analysts' words
//   id: its id
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// example: {words: random seed}
// entities: {id: [Issue, Cause, Mitigation, Consequence, Phase, QualityAttribute]}
// count:
//   of: id
//   what: entities that hold the words
//   among: entities in the registry
//   total: MATCH (n:Issue|Cause|Mitigation|Consequence|Phase|QualityAttribute) RETURN count(n) AS n
// tags: [registry]
// ---
WITH [word IN split(replace(replace(toLower(trim(replace($words, ',', ' '))), 'z', 's'), 'll', 'l'), ' ') WHERE word <> '' |
  CASE WHEN size(word) > 4 AND word ENDS WITH 's' THEN left(word, size(word) - 1) ELSE word END] AS wanted
MATCH (n:Issue|Cause|Mitigation|Consequence|Phase|QualityAttribute)
WITH n, wanted, replace(replace(toLower(n.id + ' ' + n.name + ' ' + coalesce(n.description, '') + ' '
  + reduce(all = '', alias IN coalesce(n.aliases, []) | all + ' ' + alias)), 'z', 's'), 'll', 'l') AS names
WITH n, size([word IN wanted WHERE
  CASE WHEN size(word) < 4 THEN ' ' + replace(names, '-', ' ') CONTAINS ' ' + word ELSE names CONTAINS word END]) AS words
WHERE words > 0
WITH max(words) AS most, collect([n.id, words]) AS found
UNWIND found AS pair
WITH pair[0] AS id, pair[1] AS words, most
WHERE words = most
MATCH (n:Issue|Cause|Mitigation|Consequence|Phase|QualityAttribute)
WHERE n.id = id
OPTIONAL MATCH (n)<-[:MENTIONS]-(x:Excerpt)
WITH n, words, count(DISTINCT x.participant) AS participants, count(DISTINCT x.span) AS excerpts,
  collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS excerpt_ids
OPTIONAL MATCH (n)<-[:SUBJECT]-(s:Statement)-[:SUPPORTED_BY]->(d:Excerpt)
WHERE s.counts = true AND s.relation = 'reports' AND s.polarity = 'denied' AND s.about = 'own' AND d.speaker <> 'interviewer'
WITH n, words, participants, excerpts, excerpt_ids, count(DISTINCT d.span) AS denied
RETURN CASE WHEN n:QualityAttribute THEN 'quality attribute' ELSE toLower(labels(n)[0]) END AS kind,
  n.name AS name, words, participants, excerpts, denied, n.description AS description, n.id AS id, excerpt_ids
ORDER BY participants DESC, excerpts DESC, kind, id, words, denied
