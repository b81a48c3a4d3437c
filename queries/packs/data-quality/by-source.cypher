// ---
// title: Which data issues come with which source of data and way of collecting them?
// description: >-
//   One row per source and data issue. A source is, as by says, a 'way': a context code that tells where data come
//   from or how they are collected, on an excerpt that begins in the turn in which an excerpt that reports the issue
//   begins, in the same interview (same_excerpt counts those that carry both: all others are told side by side,
//   which is no cause; even on the same excerpt a way may be what is done about
//   the issue, as public data where the client's own do not serve: open the words by --evidence); a 'holder': with whom the causes lie that a participant tells of the issue (client,
//   provider, own team), by the same statement; or a 'data type' that the participant works with, by anything
//   that the participant reports, the weakest of the three. Data issues degrade a quality attribute of data, as
//   the registry declares, or are a kind of one that does; with an issue named, they are this issue and its kinds.
//   Only reports that are affirmed of the own work count. With level with-kinds an issue has the evidence of its kinds
//   too, each participant and excerpt once.
// params:
//   by: {type: strings, default: [way, holder], choices: [way, holder, data type], help: which sources}
//   codes: {type: strings, default: null, entity: Code, help: context codes that tell ways; if left out those with collect or source or scrap or import in their id}
//   issue: {type: string, default: null, entity: Issue, help: id or name or part of it of a data issue; its kinds are meant too}
//   attributes:
//     type: strings
//     entity: QualityAttribute
//     default: [accuracy, completeness, consistency, credibility, currentness, accessibility, compliance, confidentiality, data-efficiency, precision, traceability, understandability, data-availability, clarity, integrity, representativeness, timeliness, uniqueness, validity, label-accuracy, label-consistency, data-quality]
//     help: quality attributes of data; not used where an issue is named
//   level: {type: string, default: own, choices: [own, with-kinds], help: count the issue's own evidence or that of its kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   by: way, holder or data type
//   source: the context code, with whom the cause lies, or the type of data
//   issue: name of the data issue
//   participants: distinct participants who tell both
//   of: participants who tell of the source at all
//   excerpts: distinct excerpts that report the issue there
//   same_excerpt: of these, excerpts that tell the source themselves
//   who: ids of the participants who tell both
//   source_id: id of the context code; nothing for the others
//   issue_id: id of the issue
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {source_id: Code, issue_id: Issue, who: Participant}
// count:
//   of: issue_id
//   what: data issues that come with a source
//   among: issues that somebody reports, or a kind of which
//   total: >-
//     MATCH (:Participant)-[:REPORTS]->(k:Issue)-[:KIND_OF*0..]->(i:Issue)
//     WHERE $level = 'with-kinds' OR k.id = i.id
//     RETURN count(DISTINCT i.id) AS n
// tags: [data quality, issue, cause]
// ---
CALL () {
  MATCH (:Issue {id: $issue})<-[:KIND_OF*0..]-(k:Issue)
  RETURN k.id AS id
  UNION
  UNWIND CASE WHEN $issue IS NULL THEN $attributes ELSE [] END AS attribute
  MATCH (q:QualityAttribute {id: attribute})<-[:KIND_OF*0..]-(a:QualityAttribute)<-[:DEGRADES]-(i:Issue)
  MATCH (i)<-[:KIND_OF*0..]-(k:Issue)
  RETURN k.id AS id
}
WITH collect(id) AS issues
CALL (issues) {
  WITH issues
  WHERE 'way' IN $by
  MATCH (c:Code {kind: 'context'})
  WHERE c.id IN $codes OR ($codes IS NULL
    AND any(word IN ['collect', 'source', 'scrap', 'import'] WHERE toLower(c.id) CONTAINS word))
  MATCH (c)<-[r:CODED_AS]-(y:Excerpt)
  WHERE y.counts = true AND y.speaker <> 'interviewer' AND r.extent <> 'label-only' AND r.polarity = 'affirmed'
    AND r.about = 'own'
  MATCH (y)-[:MARKED_IN]->(g:Coding)
  WITH g, issues, collect([c.id, y.start_turn, y.id]) AS ways
  MATCH (g)<-[:MARKED_IN]-(x:Excerpt)
  WHERE any(way IN ways WHERE way[1] = x.start_turn)
  MATCH (x)-[m:MENTIONS]->(k:Issue)
  WHERE k.id IN issues AND m.coded + m.stated > m.answered
  UNWIND [way IN ways WHERE way[1] = x.start_turn] AS way
  RETURN 'way' AS by, way[0] AS source, way[0] AS source_id, k, x, way[2] = x.id AS same
  UNION
  WITH issues
  WHERE 'holder' IN $by
  MATCH (c:Cause)<-[:SUBJECT]-(s:Statement)
  WHERE s.counts = true AND s.relation = 'causes' AND s.basis <> 'codebook' AND s.polarity = 'affirmed'
    AND s.about = 'own' AND s.object IN issues
  MATCH (s)-[:OBJECT]->(k:Issue)
  MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
  WHERE x.speaker <> 'interviewer'
  RETURN 'holder' AS by, coalesce(c.lies_with, 'not told') AS source, null AS source_id, k, x, true AS same
  UNION
  WITH issues
  WHERE 'data type' IN $by
  MATCH (k:Issue)
  WHERE k.id IN issues
  MATCH (k)<-[m:MENTIONS]-(x:Excerpt)
  WHERE m.coded + m.stated > m.answered
  MATCH (p:Participant {id: x.participant})
  UNWIND p.data_types AS source
  RETURN 'data type' AS by, source, null AS source_id, k, x, false AS same
}
MATCH (k)-[:KIND_OF*0..]->(i:Issue)
WHERE ($level = 'with-kinds' OR k.id = i.id) AND i.id IN issues
WITH by, source, source_id, i, x, same, x.participant AS person
ORDER BY person
WITH by, source, source_id, i, collect(DISTINCT person) AS who, count(DISTINCT x.span) AS excerpts,
  count(DISTINCT CASE WHEN same THEN x.span END) AS same_excerpt,
  collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS excerpt_ids
WITH by, source, source_id, collect([i, who, excerpts, same_excerpt, excerpt_ids]) AS found
CALL (by, source) {
  WITH by, source
  WHERE by = 'way'
  MATCH (c:Code {id: source})<-[r:CODED_AS]-(y:Excerpt)
  WHERE y.counts = true AND r.extent <> 'label-only' AND r.polarity = 'affirmed' AND r.about = 'own'
    AND y.speaker <> 'interviewer'
  RETURN y.participant AS teller
  UNION
  WITH by, source
  WHERE by = 'holder'
  MATCH (c:Cause)
  WHERE coalesce(c.lies_with, 'not told') = source
  MATCH (c)<-[:MENTIONS]-(y:Excerpt)
  RETURN y.participant AS teller
  UNION
  WITH by, source
  WHERE by = 'data type'
  MATCH (p:Participant)
  WHERE source IN p.data_types
  MATCH (p)-[:GAVE]->(:Interview)<-[:CODING_OF]-(g:Coding {counts: true})
  WHERE g.status <> 'empty'
  RETURN p.id AS teller
}
WITH by, source, source_id, found, count(DISTINCT teller) AS of
UNWIND found AS each
WITH by, source, source_id, of, each[0] AS i, each[1] AS who, each[2] AS excerpts, each[3] AS same_excerpt,
  each[4] AS excerpt_ids
RETURN by, source, i.name AS issue, size(who) AS participants, of, excerpts, same_excerpt, who, source_id,
  i.id AS issue_id, excerpt_ids
ORDER BY CASE by WHEN 'way' THEN 1 WHEN 'holder' THEN 2 ELSE 3 END, source, participants DESC, excerpts DESC,
  same_excerpt DESC, issue_id, by, of, who, source_id
