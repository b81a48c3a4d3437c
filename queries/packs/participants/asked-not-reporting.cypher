// ---
// title: Who was asked about a topic and does not report it?
// description: >-
//   Negative evidence: one row per participant and topic (an issue, a cause, a consequence) that came up in the interview
//   and that the participant nowhere affirms of the own work. how is 'denied' where the participant says that it is not
//   so; else 'unclear' where the answer cannot be told (hedged, feared, not met yet, or denied of something narrower alone); else 'asked' where the interviewer
//   asked and nothing of the participant's answers it: a marker (a question of the interview guide) stands in the
//   interview whose asks_about in the codebook names the topic, or a code on the interviewer's words denotes it. A
//   marker opens to the words that it stands on, the question or the answer. It says what was asked in whatever coding
//   it stands, as moderated codings often leave markers out; codings says whether it does, and whether other codes do so
//   too. The graph does not know questions that nobody coded, nor passages without code, nor whether a denial answers a
//   question or comes unasked. So a row is evidence, and a missing row is none. With level with-kinds, which is
//   the default, who reports a kind of a topic reports the topic; a denial counts for what it denies alone, never for
//   broader topics. Mitigations and phases are topics too where kinds or topic names them.
// params:
//   topic: {type: string, default: null, entity: [Issue, Cause, Consequence, Mitigation, Phase], help: id or name or part of it; all of the kinds if left out}
//   kinds: {type: strings, default: [Issue, Cause, Consequence], choices: [Issue, Cause, Consequence, Mitigation, Phase], help: kinds of topics where none is named}
//   participant: {type: string, default: null, entity: Participant, help: id of a participant; all if left out}
//   how: {type: string, default: null, choices: [denied, unclear, asked], help: only these rows; all if left out}
//   level: {type: string, default: with-kinds, choices: [own, with-kinds], help: whether who reports a kind of the topic reports it}
//   codings: {type: string, default: markers, choices: [counting, markers, all], help: 'what says that something was asked: codings that count alone, markers of the others too, or all of them'}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   topic: name of the topic
//   kind: Issue, Cause, Consequence, Mitigation or Phase
//   participant: id of the participant
//   how: denied, unclear or asked
//   excerpts: distinct excerpts of the denial, of the unclear answer, or of the question
//   interviews: ids of the interviews
//   turns: turns in which these excerpts start
//   reported_by: ids of the participants who do report it
//   topic_id: id of the topic
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {participant: Participant, topic_id: [Issue, Cause, Consequence, Mitigation, Phase], reported_by: Participant}
// count:
//   of: participant
//   what: participants who were asked about the topic and do not report it; about any, where none is named
//   among: participants whose interview is coded
//   total: >-
//     MATCH (p:Participant)-[:GAVE]->(:Interview)<-[:CODING_OF]-(c:Coding {counts: true})
//     WHERE c.status <> 'empty'
//     RETURN count(DISTINCT p.id) AS n
// tags: [participant, issue, evidence]
// ---
MATCH (i:Issue|Cause|Consequence|Mitigation|Phase)
WHERE i.id = $topic OR ($topic IS NULL AND labels(i)[0] IN $kinds)
CALL (i) {
  MATCH (i)<-[:SUBJECT]-(s:Statement)-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE s.counts = true AND s.relation = 'reports'
    AND s.polarity <> 'affirmed' AND s.about = 'own' AND s.basis <> 'codebook' AND x.speaker <> 'interviewer'
  RETURN x, s.polarity AS how
  UNION
  MATCH (i)<-[:DENOTES]-(:Code)<-[r:CODED_AS]-(x:Excerpt)
  WHERE r.extent <> 'label-only' AND CASE WHEN x.speaker = 'interviewer'
    THEN r.polarity <> 'unclear' AND (x.counts = true OR $codings = 'all')
    ELSE x.counts = true AND r.polarity <> 'affirmed' AND r.about = 'own' END
  RETURN x, CASE WHEN x.speaker = 'interviewer' THEN 'asked' ELSE r.polarity END AS how
  UNION
  MATCH (i)<-[:ASKS_ABOUT]-(:Code)<-[r:CODED_AS]-(x:Excerpt)
  WHERE r.extent <> 'label-only' AND (x.counts = true OR $codings <> 'counting')
  RETURN x, 'asked' AS how
}
WITH i, x, how
WHERE $participant IS NULL OR x.participant = $participant
WITH i, x.participant AS person, collect([how, x]) AS found
WITH i, person, found, CASE
    WHEN any(each IN found WHERE each[0] = 'denied') THEN 'denied'
    WHEN any(each IN found WHERE each[0] = 'unclear') THEN 'unclear'
    ELSE 'asked' END AS how
WHERE $how IS NULL OR how = $how
// Who reports a topic is read once for the topic, not for each participant who is asked.
WITH i, collect([person, how, found]) AS asked
CALL (i) {
  MATCH (i)<-[:KIND_OF*0..]-(k:Issue|Cause|Consequence|Mitigation|Phase)<-[m:MENTIONS]-(x:Excerpt)
  WHERE ($level = 'with-kinds' OR k.id = i.id) AND m.coded + m.stated > m.answered
  WITH DISTINCT x.participant AS reporter
  ORDER BY reporter
  RETURN collect(reporter) AS reported_by
}
UNWIND asked AS each
WITH i, each[0] AS person, each[1] AS how, each[2] AS found, reported_by
WHERE NOT person IN reported_by
UNWIND [each IN found WHERE each[0] = how | each[1]] AS x
WITH i, person, how, reported_by, x
ORDER BY x.interview, x.start_turn
WITH i, person, how, reported_by, count(DISTINCT x.span) AS excerpts, collect(DISTINCT x.interview) AS interviews,
  collect(DISTINCT x.start_turn) AS turns, collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS excerpt_ids
RETURN i.name AS topic, labels(i)[0] AS kind, person AS participant, how, excerpts, interviews, turns, reported_by,
  i.id AS topic_id, excerpt_ids
ORDER BY size(reported_by) DESC, topic, topic_id, CASE how WHEN 'denied' THEN 1 WHEN 'unclear' THEN 2 ELSE 3 END,
  participant, how, excerpts, interviews, turns, reported_by, kind
