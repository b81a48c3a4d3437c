// ---
// title: What in the registry is about something?
// description: >-
//   One row per issue, cause, mitigation, consequence, phase or quality attribute whose id, name, aliases or
//   description hold the words, in any order and case; where nothing holds them all, what holds most of them. A
//   final s does not count, nor s or z, nor l or ll; words of three letters
//   or less begin a word. What has most of the words in its
//   name comes first, then what most participants tell of. `mitigraph evidence ID` opens each to its
//   excerpts; evidence/search looks into the paraphrases.
// params:
//   words: {type: string, required: true, help: words or parts of words}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   kind: issue, cause, mitigation, consequence, phase or quality attribute
//   name: its name
//   words: how many of the words it holds
//   in_name: how many of these are in its id or name or an alias, not in its description alone
//   participants: distinct participants with an excerpt about it or an answer to it, affirmed and of their own work
//   excerpts: distinct such excerpts
//   denied: distinct excerpts of which a statement denies it; evidence/denials has codes too
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
WITH n, wanted, n.id + ' ' + n.name + reduce(all = '', alias IN coalesce(n.aliases, []) | all + ' ' + alias) AS called
WITH n, wanted, [text IN [called, called + ' ' + coalesce(n.description, '')] |
  ' ' + replace(replace(replace(toLower(text), 'z', 's'), 'll', 'l'), '-', ' ')] AS texts
WITH n, [text IN texts | size([word IN wanted WHERE
  CASE WHEN size(word) < 4 THEN text CONTAINS ' ' + word ELSE text CONTAINS replace(word, '-', ' ') END])] AS holds
WHERE holds[1] > 0
WITH max(holds[1]) AS most, collect([n.id, holds[0], holds[1]]) AS found
UNWIND [each IN found WHERE each[2] = most] AS each
MATCH (n:Issue|Cause|Mitigation|Consequence|Phase|QualityAttribute)
WHERE n.id = each[0]
WITH n, each[2] AS words, each[1] AS in_name
OPTIONAL MATCH (n)<-[:MENTIONS]-(x:Excerpt)
WITH n, words, in_name, count(DISTINCT x.participant) AS participants, count(DISTINCT x.span) AS excerpts,
  collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS excerpt_ids
OPTIONAL MATCH (n)<-[:SUBJECT]-(s:Statement)-[:SUPPORTED_BY]->(d:Excerpt)
WHERE s.counts = true AND s.relation = 'reports' AND s.polarity = 'denied' AND s.about = 'own' AND d.speaker <> 'interviewer'
WITH n, words, in_name, participants, excerpts, excerpt_ids, count(DISTINCT d.span) AS denied
RETURN CASE WHEN n:QualityAttribute THEN 'quality attribute' ELSE toLower(labels(n)[0]) END AS kind,
  n.name AS name, words, in_name, participants, excerpts, denied, n.description AS description, n.id AS id, excerpt_ids
ORDER BY in_name DESC, participants DESC, excerpts DESC, kind, id, words, denied
