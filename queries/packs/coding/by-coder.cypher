// ---
// title: Who uses which code how often?
// description: >-
//   One row per code and coder, of all codings, also those that do not count: in how many excerpts and
//   interviews the coder has the code, and how many excerpts the codings that count have it in, in the same
//   interviews; of those only that somebody gave the code. A coder who never used it there has a row with 0. The
//   difference tells who sees more or less in the material than the codings that count, mostly the moderated
//   ones; numbers of excerpts also differ where one coder marks longer pieces than another, so that this is no
//   measure of agreement. Every reading counts; codes by label alone and words of the interviewer do not.
// params:
//   code: {type: string, default: null, entity: Code, help: this code only; id or part of it}
//   kind: {type: string, default: null, choices: [issue, cause, mitigation, consequence, phase, marker, context, group], help: codes of this kind only}
//   interview: {type: string, default: null, entity: Interview, help: in this interview only}
//   coder: {type: string, default: null, help: this coder only}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   code: the code
//   coder: the coder
//   excerpts: distinct excerpts in which the coder has it
//   interviews: distinct interviews in which the coder has it
//   among: interviews that the coder coded in which somebody has it
//   counting: distinct excerpts in which the codings that count have it, in these interviews
//   difference: excerpts less counting
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {code: Code}
// tags: [code, coding, coder]
// ---
MATCH (i:Interview)<-[:CODING_OF]-(g:Coding)
WHERE $interview IS NULL OR i.id = $interview
MATCH (g)<-[:MARKED_IN]-(x:Excerpt)
WHERE x.speaker <> 'interviewer'
MATCH (x)-[r:CODED_AS]->(c:Code)
WHERE r.extent <> 'label-only' AND ($code IS NULL OR c.id = $code) AND ($kind IS NULL OR c.kind = $kind)
WITH i, g, c, count(DISTINCT x.span) AS n, collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS ids
WITH i, c, collect([g.coder, n, ids]) AS uses, sum(CASE WHEN g.counts THEN n ELSE 0 END) AS counting
WITH i, collect([c.id, uses, counting]) AS marked
// Every coder of the interview beside every code that anybody gave there.
MATCH (i)<-[:CODING_OF]-(g:Coding)
WHERE g.status <> 'empty' AND ($coder IS NULL OR g.coder = $coder)
UNWIND marked AS m
WITH m[0] AS code, g.coder AS coder, m[2] AS counting, head([u IN m[1] WHERE u[0] = g.coder]) AS own
WITH code, coder, sum(own[1]) AS excerpts, count(own) AS interviews, count(*) AS among, sum(counting) AS counting,
  collect(own[2]) AS lists
RETURN code, coder, excerpts, interviews, among, counting, excerpts - counting AS difference,
  reduce(all = [], ids IN lists | all + ids) AS excerpt_ids
ORDER BY code, coder, excerpts, interviews, among, counting, difference
