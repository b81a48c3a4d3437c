// ---
// title: Which excerpts are about something?
// description: >-
//   One row per excerpt, of the codings that count, that holds words that begin with all of these, in any order and
//   case: in its paraphrase, its note, or what the registry says of the entities that it is about. A final s of a word
//   does not count, nor s or z, nor l or ll. For details that have no entity of their own.
// params:
//   words: {type: string, required: true, help: words or beginnings of words}
//   participant: {type: string, default: null, entity: Participant, help: id of a participant; all if left out}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   interview: id of the interview
//   turn: turn of the transcript in which the excerpt starts
//   participant: id of the participant
//   paraphrase: the excerpt in the coder's words
//   about: names of the entities that its statements and codes are about
//   excerpt: id of the excerpt
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// example: {words: data format}
// entities: {participant: Participant}
// tags: [evidence, excerpt]
// ---
WITH [word IN split(replace(replace(toLower(trim(replace($words, ',', ' '))), 'z', 's'), 'll', 'l'), ' ') WHERE word <> '' |
  CASE WHEN size(word) > 4 AND word ENDS WITH 's' THEN left(word, size(word) - 1) ELSE word END] AS words
MATCH (x:Excerpt)
WHERE x.counts = true AND x.speaker <> 'interviewer' AND ($participant IS NULL OR x.participant = $participant)
OPTIONAL MATCH (x)<-[:SUPPORTED_BY]-(:Statement)-[:SUBJECT|OBJECT]->(e)
WITH x, words, collect(DISTINCT e) AS said
OPTIONAL MATCH (x)-[:CODED_AS]->(:Code)-[:DENOTES]->(c)
WITH x, words, said, collect(DISTINCT c) AS coded
WITH x, words, said + coded AS entities
WITH x, words, entities, ' ' + replace(replace(toLower(coalesce(x.paraphrase, '') + ' ' + coalesce(x.note, '') + ' '
  + reduce(all = '', e IN entities | all + ' ' + e.name + ' ' + coalesce(e.description, '')
  + reduce(more = '', alias IN coalesce(e.aliases, []) | more + ' ' + alias))), 'z', 's'), 'll', 'l') AS written
WHERE size(words) > 0 AND all(word IN words WHERE all(part IN split(word, '-') WHERE written CONTAINS part))
// A word begins after a blank or after one of these signs; what is looked for may hold them itself, as a/b does.
WITH x, words, entities, written + reduce(plain = written, sign IN ['-', '(', '"', "'", '/', '\n'] | replace(plain, sign, ' ')) AS told
WHERE all(word IN words WHERE told CONTAINS ' ' + word OR told CONTAINS ' ' + replace(word, '-', ' '))
UNWIND CASE WHEN size(entities) = 0 THEN [null] ELSE entities END AS entity
WITH x, entity.name AS name
ORDER BY name
WITH x, collect(DISTINCT name) AS about
RETURN x.interview AS interview, x.start_turn AS turn, x.participant AS participant, x.paraphrase AS paraphrase,
  about, x.id AS excerpt, CASE WHEN $evidence THEN [x.id] ELSE [] END AS excerpt_ids
ORDER BY interview, turn, x.start_char, excerpt, about, participant, paraphrase
