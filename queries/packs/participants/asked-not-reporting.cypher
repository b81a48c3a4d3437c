// ---
// title: Who was asked about an issue and does not report it?
// description: >-
//   Negative evidence: one row per participant and issue that came up in the interview and that the
//   participant nowhere affirms of the own work. how is 'denied' where the participant says that it is not so;
//   else 'unclear' where the answer cannot be told (hedged, feared, not met yet); else 'asked' where a code on
//   the interviewer's words denotes the issue and nothing of the participant's answers it. With
//   codings all such a code counts in whatever coding it stands, also in one that was corrected later. The graph does
//   not know questions that nobody coded, nor passages without code, nor which issue a marker (a question
//   of the interview guide) is about, nor whether a denial answers a question or comes unasked. So a row is
//   evidence, and a missing row is none. With level with-kinds, which is the default, who reports a kind of an
//   issue reports the issue; a denial counts for what it denies alone, never for broader issues.
// params:
//   issue: {type: string, default: null, entity: Issue, help: id or name or part of it; all issues if left out}
//   participant: {type: string, default: null, entity: Participant, help: id of a participant; all if left out}
//   how: {type: string, default: null, choices: [denied, unclear, asked], help: only these rows; all if left out}
//   level: {type: string, default: with-kinds, choices: [own, with-kinds], help: whether who reports a kind of the issue reports it}
//   codings: {type: string, default: counting, choices: [counting, all], help: 'whose codes on the interviewer''s words say what was asked: codings that count, or all'}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   issue: name of the issue
//   participant: id of the participant
//   how: denied, unclear or asked
//   excerpts: distinct excerpts of the denial, of the unclear answer, or of the interviewer's words
//   interviews: ids of the interviews
//   turns: turns in which these excerpts start
//   reported_by: ids of the participants who do report it
//   issue_id: id of the issue
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {participant: Participant, issue_id: Issue, reported_by: Participant}
// count:
//   of: participant
//   what: participants who were asked about the issue and do not report it; about any, where none is named
//   among: participants whose interview is coded
//   total: >-
//     MATCH (p:Participant)-[:GAVE]->(:Interview)<-[:CODING_OF]-(c:Coding {counts: true})
//     WHERE c.status <> 'empty'
//     RETURN count(DISTINCT p.id) AS n
// tags: [participant, issue, evidence]
// ---
CALL () {
  MATCH (i:Issue)<-[:SUBJECT]-(s:Statement)-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE ($issue IS NULL OR i.id = $issue) AND s.counts = true AND s.relation = 'reports'
    AND s.polarity <> 'affirmed' AND s.about = 'own' AND s.basis <> 'codebook' AND x.speaker <> 'interviewer'
  RETURN i, x, s.polarity AS how
  UNION
  MATCH (i:Issue)<-[:DENOTES]-(:Code)<-[r:CODED_AS]-(x:Excerpt)
  WHERE ($issue IS NULL OR i.id = $issue) AND r.extent <> 'label-only' AND ((x.speaker = 'interviewer' AND (x.counts = true OR $codings = 'all'))
    OR (x.counts = true AND r.polarity <> 'affirmed' AND r.about = 'own'))
  RETURN i, x, CASE WHEN x.speaker = 'interviewer' THEN 'asked' ELSE r.polarity END AS how
}
WITH i, x, how
WHERE $participant IS NULL OR x.participant = $participant
WITH i, x.participant AS person, collect([how, x]) AS found
WITH i, person, found, CASE
    WHEN any(each IN found WHERE each[0] = 'denied') THEN 'denied'
    WHEN any(each IN found WHERE each[0] = 'unclear') THEN 'unclear'
    ELSE 'asked' END AS how
WHERE $how IS NULL OR how = $how
// Who reports an issue is read once for the issue, not for each participant who is asked.
WITH i, collect([person, how, found]) AS asked
CALL (i) {
  MATCH (i)<-[:KIND_OF*0..]-(k:Issue)<-[:REPORTS]-(p:Participant)
  WHERE $level = 'with-kinds' OR k.id = i.id
  WITH DISTINCT p.id AS reporter
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
RETURN i.name AS issue, person AS participant, how, excerpts, interviews, turns, reported_by, i.id AS issue_id,
  excerpt_ids
ORDER BY size(reported_by) DESC, issue, issue_id, CASE how WHEN 'denied' THEN 1 WHEN 'unclear' THEN 2 ELSE 3 END,
  participant, how, excerpts, interviews, turns, reported_by
