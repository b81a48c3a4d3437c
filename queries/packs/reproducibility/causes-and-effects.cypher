// ---
// title: What brings reproducibility problems about, and what do they lead to?
// description: >-
//   One row per problem and link: what causes it or leads to it, and what it leads to, as participants tell it of
//   their own work. A problem of which neither is told has a row without a link. Problems are the issues, causes and
//   consequences that a theme names, and all kinds of them: a theme is a name, a colon, and words with |
//   between them, or such words alone, looked for at the beginning of words in ids, names, aliases and
//   descriptions. Links that only the codebook supports do not count. With level with-kinds a problem has the
//   links of its kinds too, each participant and excerpt once.
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
//   problem: name of the problem
//   kind: Issue, Cause or Consequence
//   themes: names of the themes that it belongs to
//   direction: comes from or leads to; nothing where neither is told
//   other: name of the link's other end
//   other_kind: its label
//   participants: distinct participants who tell the link; who tell of the problem where it has none
//   excerpts: distinct excerpts in which they do, all those of a statement
//   who: ids of these participants
//   denied: excerpts that deny the link
//   problem_id: id of the problem
//   other_id: id of the other end
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {problem_id: [Issue, Cause, Consequence], other_id: [Issue, Cause, Consequence, Mitigation], who: Participant}
// count:
//   of: problem_id
//   what: issues, causes and consequences that the themes are about
//   among: issues, causes and consequences that somebody tells of
//   total: >-
//     MATCH (:Excerpt)-[m:MENTIONS]->(k:Issue|Cause|Consequence)
//     WHERE m.coded + m.stated > m.answered
//     RETURN count(DISTINCT k.id) AS n
// tags: [reproducibility, issue, cause, consequence]
// ---
UNWIND $themes AS theme
WITH split(theme, ':') AS parts
WITH trim(split(parts[0], '|')[0]) AS theme, [word IN split(toLower(last(parts)), '|') | trim(word)] AS words
WITH collect([theme, [word IN words WHERE word <> '' | ' ' + word]]) AS themes
MATCH (n:Issue|Cause|Consequence)
WITH themes, n, reduce(names = '', each IN [n.id, n.name, n.description] + coalesce(n.aliases, []) |
  names + ' ' + replace(replace(toLower(coalesce(each, '')), '-', ' '), '(', ' ')) AS names
UNWIND themes AS each
WITH each[0] AS theme, n, each[1] AS words, names
WHERE any(word IN words WHERE names CONTAINS word)
MATCH (n)<-[:KIND_OF*0..]-(e:Issue|Cause|Consequence)
WITH e, theme
ORDER BY theme
WITH e, collect(DISTINCT theme) AS themes
CALL (e) {
  MATCH (e)<-[:KIND_OF*0..]-(k:Issue|Cause|Consequence)
  WHERE $level = 'with-kinds' OR k.id = e.id
  MATCH (k)<-[m:MENTIONS]-(x:Excerpt)
  WHERE m.coded + m.stated > m.answered
  WITH x, x.participant AS person
  ORDER BY person
  RETURN collect(DISTINCT person) AS tellers, count(DISTINCT x.span) AS spans,
    collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS ids
}
WITH e, themes, tellers, spans, ids
WHERE tellers <> []
CALL (e) {
  MATCH (e)<-[:KIND_OF*0..]-(k:Issue|Cause|Consequence)<-[:SUBJECT|OBJECT]-(s:Statement)-[:SUBJECT|OBJECT]->(o)
  WHERE ($level = 'with-kinds' OR k.id = e.id) AND o.id <> k.id AND s.counts = true AND s.about = 'own'
    AND s.relation IN ['causes', 'leads_to'] AND s.basis <> 'codebook'
  MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE x.speaker <> 'interviewer'
  WITH o, CASE WHEN s.subject = k.id THEN 'leads to' ELSE 'comes from' END AS direction, s.polarity AS polarity, x
  ORDER BY x.participant
  WITH o, direction, collect(DISTINCT CASE WHEN polarity = 'affirmed' THEN x.participant END) AS who,
    count(DISTINCT CASE WHEN polarity = 'affirmed' THEN x.span END) AS excerpts,
    count(DISTINCT CASE WHEN polarity = 'denied' THEN x.span END) AS denied,
    collect(DISTINCT CASE WHEN $evidence AND polarity = 'affirmed' THEN x.id END) AS excerpt_ids
  WHERE excerpts > 0
  RETURN collect([direction, o, who, excerpts, denied, excerpt_ids]) AS links
}
UNWIND CASE WHEN links = [] THEN [[null, null, tellers, spans, 0, ids]] ELSE links END AS link
WITH e, themes, link[0] AS direction, link[1] AS o, link[2] AS who, link[3] AS excerpts, link[4] AS denied,
  link[5] AS excerpt_ids
RETURN e.name AS problem, labels(e)[0] AS kind, themes, direction, o.name AS other, labels(o)[0] AS other_kind,
  size(who) AS participants, excerpts, who, denied, e.id AS problem_id, o.id AS other_id, excerpt_ids
ORDER BY problem, problem_id, direction, participants DESC, excerpts DESC, other_id, kind, themes, other_kind, who, denied
