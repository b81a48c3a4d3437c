// ---
// title: Which dependency and seed problems are told, and what is done about them?
// description: >-
//   One row per problem and mitigation, and one with no mitigation for a problem that has none. Problems
//   are the given topics, issues or causes, and every kind of them; reproducibility/overview finds topics by
//   words. Only affirmed evidence about the participant's own work counts, each problem by its own; codebook
//   counts excerpts where only the codebook says that the mitigation answers the problem.
// params:
//   topics: {type: strings, default: [dependency-management, unset-random-seed], entity: [Issue, Cause], help: ids or names or parts of them of the broad issues and causes}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   topic: name of the broad issue or cause
//   problem: name of the problem, the topic itself or a kind of it
//   kind: Issue or Cause
//   participants: distinct participants with an excerpt that tells of the problem, and not only of an answer to it
//   excerpts: distinct excerpts that do, all those of a statement
//   mitigation: name of a mitigation; nothing where there is none
//   applied_by: participants who tell that it was applied to the problem in their own work, with whatever outcome
//   worked_for: participants for whom it worked
//   proposed_by: participants who propose or plan it
//   codebook: excerpts where only the codebook says that it answers the problem
//   topic_id: id of the broad issue or cause
//   problem_id: id of the problem
//   mitigation_id: id of the mitigation
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {topic_id: [Issue, Cause], problem_id: [Issue, Cause], mitigation_id: Mitigation, applied_by: Participant, proposed_by: Participant}
// count:
//   of: problem_id
//   what: problems of the topics that somebody tells of
//   among: issues and causes that somebody tells of
//   total: >-
//     MATCH (:Excerpt)-[m:MENTIONS]->(k:Issue|Cause)
//     WHERE m.coded + m.stated > m.answered
//     RETURN count(DISTINCT k.id) AS n
// tags: [reproducibility, issue, cause, mitigation]
// ---
UNWIND $topics AS topic
MATCH (t:Issue|Cause {id: topic})
WITH DISTINCT t
MATCH (k:Issue|Cause)-[:KIND_OF*0..]->(t)
MATCH (k)<-[m:MENTIONS]-(x:Excerpt)
// Who only tells an answer does not tell that there is the problem, but the answer is listed.
WITH t, k, CASE WHEN m.coded + m.stated > m.answered THEN x END AS x
WITH t, k, count(DISTINCT x.participant) AS participants, count(DISTINCT x.span) AS excerpts,
  collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS excerpt_ids
CALL (k) {
  OPTIONAL MATCH (m:Mitigation)-[l:MITIGATES]->(k)
  OPTIONAL MATCH (m)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(k)
  WHERE s.counts = true AND s.relation = 'mitigates' AND s.basis <> 'codebook'
    AND s.polarity = 'affirmed' AND s.about = 'own'
  OPTIONAL MATCH (s)-[:SUPPORTED_BY]->(e:Excerpt)
  WHERE e.speaker <> 'interviewer'
  WITH m, l, s, e
  ORDER BY e.participant
  RETURN m, coalesce(l.codebook, 0) AS codebook,
    collect(DISTINCT CASE WHEN s.outcome IN ['applied', 'worked', 'failed'] THEN e.participant END) AS applied_by,
    collect(DISTINCT CASE WHEN s.outcome = 'worked' THEN e.participant END) AS worked_for,
    collect(DISTINCT CASE WHEN s.outcome IN ['proposed', 'planned'] THEN e.participant END) AS proposed_by
}
RETURN t.name AS topic, k.name AS problem, labels(k)[0] AS kind, participants, excerpts, m.name AS mitigation,
  applied_by, worked_for, proposed_by, codebook, t.id AS topic_id, k.id AS problem_id, m.id AS mitigation_id, excerpt_ids
ORDER BY topic, topic_id, participants DESC, problem_id, size(applied_by) DESC, mitigation_id,
  kind, excerpts, applied_by, worked_for, proposed_by, codebook
