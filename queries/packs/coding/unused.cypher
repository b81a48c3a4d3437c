// ---
// title: Which codes of the codebook are never used?
// description: >-
//   One row per code that stands on no excerpt of a coding that counts, affirmed or not. Where it does occur all
//   the same is counted beside it: in codings that do not count, given by label alone, or on words of the
//   interviewer. A group of codes is used where a code below it is, and then has no row, unless groups is all;
//   codes that are used only in codings that do not count have one, unless codings is all.
// params:
//   kind: {type: string, default: null, choices: [issue, cause, mitigation, consequence, phase, marker, context, group], help: codes of this kind only}
//   groups: {type: string, default: unused, choices: [unused, all], help: 'groups without a used code below, or also the others'}
//   codings: {type: string, default: counting, choices: [counting, all], help: 'codings that count, or all'}
// returns:
//   code: the code
//   kind: its kind
//   parent: the code above it
//   phase: id of the phase that the codebook gives it
//   theme: its theme, where no phase applies
//   denotes: id of what it denotes
//   below: how many codes below it are used
//   elsewhere: distinct excerpts with it in codings that do not count
//   label_only: applications of it by label alone
//   interviewer: distinct excerpts with it that are the interviewer's words
// entities: {code: Code, parent: Code, phase: Phase, denotes: [Issue, Cause, Mitigation, Consequence, Phase, QualityAttribute]}
// count:
//   of: code
//   what: codes that are never used
//   among: codes of the codebook, of that kind
//   total: MATCH (c:Code) WHERE $kind IS NULL OR c.kind = $kind RETURN count(c) AS n
// tags: [code, coding, codebook]
// ---
MATCH (c:Code)
WHERE ($kind IS NULL OR c.kind = $kind) AND NOT EXISTS {
  MATCH (c)<-[r:CODED_AS]-(x:Excerpt)-[:MARKED_IN]->(g:Coding)
  WHERE (g.counts = true OR $codings = 'all') AND x.speaker <> 'interviewer' AND r.extent <> 'label-only'
}
OPTIONAL MATCH (c)<-[:CHILD_OF*1..]-(k:Code)
WHERE EXISTS {
  MATCH (k)<-[r:CODED_AS]-(x:Excerpt)-[:MARKED_IN]->(g:Coding)
  WHERE (g.counts = true OR $codings = 'all') AND x.speaker <> 'interviewer' AND r.extent <> 'label-only'
}
WITH c, count(DISTINCT k.id) AS below
WHERE $groups = 'all' OR c.kind <> 'group' OR below = 0
OPTIONAL MATCH (c)-[:CHILD_OF]->(up:Code)
OPTIONAL MATCH (c)-[:DENOTES]->(e:Issue|Cause|Mitigation|Consequence|Phase|QualityAttribute)
OPTIONAL MATCH (c)<-[r:CODED_AS]-(x:Excerpt)-[:MARKED_IN]->(g:Coding)
RETURN c.id AS code, c.kind AS kind, up.id AS parent, c.phase AS phase, c.theme AS theme, e.id AS denotes, below,
  count(DISTINCT CASE WHEN g.counts = false AND r.extent <> 'label-only' AND x.speaker <> 'interviewer'
    THEN x.span END) AS elsewhere,
  count(CASE WHEN r.extent = 'label-only' THEN 1 END) AS label_only,
  count(DISTINCT CASE WHEN x.speaker = 'interviewer' AND r.extent <> 'label-only' THEN x.span END) AS interviewer
ORDER BY kind, code, parent, denotes, below
