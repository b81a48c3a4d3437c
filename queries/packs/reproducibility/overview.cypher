// ---
// title: What is told of versions, seeds, environments, data snapshots and logs, what causes it, and what is done?
// description: >-
//   One row per theme, problem and mitigation; a problem that nothing answers has a row without a mitigation,
//   and a mitigation that is told without a problem has one without a problem. A theme is a name, a colon, and the
//   words to look for with | between them, or such words alone; they are looked for at the beginning of words in
//   ids, names, aliases and descriptions, so that it works for any registry. A theme has the issues, causes
//   and consequences that it names, all kinds of these, each with all its mitigations, and the mitigations that it
//   names, or whose general kind it names, with what they answer. Only what a participant affirms of the own
//   work has a row. With level with-kinds a problem has the evidence, causes and mitigations of its kinds too,
//   each participant and excerpt once.
// params:
//   themes:
//     type: strings
//     default:
//       - 'versions: version|pinning|lock file|lockfile'
//       - 'seeds: seed|randomness|nondetermin|non determin'
//       - 'environments: environments|environment config|environment differ|container|docker|conda|virtualenv'
//       - 'data snapshots: snapshot|data version|data not versioned|overwritten|intermediate data'
//       - 'logging: logs with|log features|training log|run log|unused logs|provenance|experiment tracking'
//       - 'reproducibility: reproduc|irreproduc'
//     help: 'name of a theme and a colon and the words at whose beginnings to look, with | between them'
//   level: {type: string, default: own, choices: [own, with-kinds], help: count the problem's own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   theme: name of the theme, or its first word
//   problem: name of the issue, cause or consequence; nothing where a mitigation is told without one
//   kind: Issue, Cause or Consequence
//   participants: distinct participants who tell of the problem, not only of an answer to it, or of the mitigation where there is no problem
//   excerpts: distinct excerpts in which they do, all those of a statement
//   causes: names of what participants tell as bringing the problem about
//   mitigation: name of a mitigation; nothing where nothing answers the problem
//   applied_by: participants who tell that it was applied to the problem in their own work, with whatever outcome
//   worked_for: participants for whom it worked
//   proposed_by: participants who propose or plan it
//   problem_id: id of the problem
//   cause_ids: ids of what brings it about
//   mitigation_id: id of the mitigation
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {problem_id: [Issue, Cause, Consequence], cause_ids: [Issue, Cause, Consequence, Mitigation], mitigation_id: Mitigation, applied_by: Participant, proposed_by: Participant}
// count:
//   of: problem_id
//   what: issues, causes and consequences that the themes are about
//   among: issues, causes and consequences that somebody tells of
//   total: >-
//     MATCH (:Excerpt)-[m:MENTIONS]->(k:Issue|Cause|Consequence)
//     WHERE m.coded + m.stated > m.answered
//     RETURN count(DISTINCT k.id) AS n
// tags: [reproducibility, issue, cause, mitigation]
// ---
UNWIND $themes AS theme
WITH split(theme, ':') AS parts
WITH trim(split(parts[0], '|')[0]) AS theme, [word IN split(toLower(last(parts)), '|') | trim(word)] AS words
WITH collect([theme, [word IN words WHERE word <> '' | ' ' + word]]) AS themes
MATCH (n:Issue|Cause|Consequence|Mitigation)
WITH themes, n, reduce(names = '', each IN [n.id, n.name, n.description] + coalesce(n.aliases, []) |
  names + ' ' + replace(replace(toLower(coalesce(each, '')), '-', ' '), '(', ' ')) AS names
UNWIND themes AS each
WITH each[0] AS theme, n, each[1] AS words, names
WHERE any(word IN words WHERE names CONTAINS word)
CALL (n) {
  MATCH (n)<-[:KIND_OF*0..]-(k:Issue|Cause|Consequence)
  RETURN k AS problem, null AS named
  UNION
  MATCH (n)<-[:KIND_OF*0..]-(m:Mitigation)
  OPTIONAL MATCH (m)-[l:MITIGATES]->(k:Issue|Cause|Consequence)
  WHERE l.participants > 0
  RETURN k AS problem, m AS named
}
WITH theme, problem, coalesce(problem, named) AS about, collect(named.id) AS named, count(named) < count(*) AS whole
WITH problem, about, collect([theme, named, whole]) AS uses
CALL (about) {
  MATCH (about)<-[:KIND_OF*0..]-(k:Issue|Cause|Consequence|Mitigation)
  WHERE $level = 'with-kinds' OR k.id = about.id
  MATCH (k)<-[m:MENTIONS]-(x:Excerpt)
  WHERE m.coded + m.stated > m.answered
  RETURN count(DISTINCT x.participant) AS participants, count(DISTINCT x.span) AS excerpts,
    collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS excerpt_ids
}
CALL (problem) {
  MATCH (problem)<-[:KIND_OF*0..]-(k:Issue|Cause|Consequence)<-[l:CAUSES|LEADS_TO]-(c)
  WHERE ($level = 'with-kinds' OR k.id = problem.id) AND l.participants > 0
  WITH DISTINCT c
  ORDER BY c.name, c.id
  RETURN collect(c.name) AS causes, collect(c.id) AS cause_ids
}
CALL (problem) {
  MATCH (problem)<-[:KIND_OF*0..]-(k:Issue|Cause|Consequence)
  WHERE $level = 'with-kinds' OR k.id = problem.id
  MATCH (k)<-[:OBJECT]-(s:Statement)
  WHERE s.counts = true AND s.relation = 'mitigates' AND s.basis <> 'codebook' AND s.polarity = 'affirmed'
    AND s.about = 'own'
  MATCH (s)-[:SUBJECT]->(m:Mitigation)
  MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE x.speaker <> 'interviewer'
  WITH m, s.outcome AS outcome, x.participant AS person
  ORDER BY person
  WITH m, collect(DISTINCT CASE WHEN outcome IN ['applied', 'worked', 'failed'] THEN person END) AS applied_by,
    collect(DISTINCT CASE WHEN outcome = 'worked' THEN person END) AS worked_for,
    collect(DISTINCT CASE WHEN outcome IN ['proposed', 'planned'] THEN person END) AS proposed_by
  RETURN collect([m, applied_by, worked_for, proposed_by, m.id]) AS all_answers
}
WITH problem, about, uses, participants, excerpts, excerpt_ids, causes, cause_ids, all_answers
WHERE participants > 0 OR size(all_answers) > 0
UNWIND uses AS each
WITH problem, about, participants, excerpts, excerpt_ids, causes, cause_ids, each[0] AS theme,
  [answer IN all_answers WHERE each[2] OR answer[4] IN each[1]] AS answers
UNWIND CASE WHEN answers = [] THEN [[CASE WHEN problem IS NULL THEN about END, [], [], []]] ELSE answers END AS answer
WITH theme, problem, participants, excerpts, causes, cause_ids, excerpt_ids, answer[0] AS m, answer[1] AS applied_by,
  answer[2] AS worked_for, answer[3] AS proposed_by
RETURN theme, problem.name AS problem, labels(problem)[0] AS kind, participants, excerpts, causes, m.name AS mitigation,
  applied_by, worked_for, proposed_by, problem.id AS problem_id, cause_ids, m.id AS mitigation_id, excerpt_ids
ORDER BY theme, participants DESC, excerpts DESC, problem_id, size(applied_by) DESC, size(proposed_by) DESC, mitigation_id,
  kind, causes, cause_ids, applied_by, worked_for, proposed_by
