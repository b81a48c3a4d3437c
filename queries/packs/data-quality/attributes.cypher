// ---
// title: Which issues degrade the quality of data, by completeness, consistency, labels and so on?
// description: >-
//   One row per quality attribute of data and issue that degrades it, as the registry declares it, and that a
//   participant reports of the own work, with what brings the issue about and what is done about it. The usual
//   attributes are the characteristics of data quality of ISO/IEC 25012 and those of labels; those that a registry
//   lacks are passed over. An issue that degrades two attributes has two rows, and so attribute_participants,
//   those who report any issue of the attribute, is no sum. With level with-kinds an attribute has the issues
//   of its kinds too, and an issue the evidence, causes and mitigations of its kinds, each participant and excerpt
//   once.
// params:
//   attributes:
//     type: strings
//     entity: QualityAttribute
//     default: [accuracy, completeness, consistency, credibility, currentness, accessibility, compliance, confidentiality, data-efficiency, precision, traceability, understandability, data-availability, clarity, integrity, representativeness, timeliness, uniqueness, validity, label-accuracy, label-consistency, data-quality]
//     help: ids or names or parts of them of quality attributes
//   level: {type: string, default: own, choices: [own, with-kinds], help: count the own evidence of attribute and issue or that of their kinds too}
//   evidence: {type: boolean, default: false, help: set by --evidence}
// returns:
//   attribute: name of the quality attribute
//   issue: name of an issue that degrades it
//   participants: distinct participants who report the issue
//   attribute_participants: distinct participants who report any issue of the attribute
//   excerpts: distinct excerpts that report the issue, all those of a statement
//   who: ids of the participants
//   causes: names of what participants tell as bringing the issue about
//   mitigations: names of what participants tell as answering it
//   attribute_id: id of the quality attribute
//   issue_id: id of the issue
//   cause_ids: ids of what brings it about
//   mitigation_ids: ids of what answers it
//   excerpt_ids: ids of the excerpts behind the row, with --evidence
// entities: {attribute_id: QualityAttribute, issue_id: Issue, who: Participant, cause_ids: [Issue, Cause, Consequence, Mitigation], mitigation_ids: Mitigation}
// count:
//   of: issue_id
//   what: issues that degrade these attributes
//   among: issues that somebody reports, or a kind of which
//   total: >-
//     MATCH (:Participant)-[:REPORTS]->(k:Issue)-[:KIND_OF*0..]->(i:Issue)
//     WHERE $level = 'with-kinds' OR k.id = i.id
//     RETURN count(DISTINCT i.id) AS n
// tags: [data quality, issue, quality attribute]
// ---
UNWIND $attributes AS id
MATCH (q:QualityAttribute {id: id})<-[:KIND_OF*0..]-(a:QualityAttribute)<-[:DEGRADES]-(i:Issue)
WHERE $level = 'with-kinds' OR a.id = q.id
WITH i, collect(DISTINCT q) AS attributes
MATCH (i)<-[:KIND_OF*0..]-(k:Issue)
WHERE $level = 'with-kinds' OR k.id = i.id
MATCH (k)<-[m:MENTIONS]-(x:Excerpt)
WHERE m.coded + m.stated > m.answered
WITH i, attributes, x, x.participant AS person
ORDER BY person
WITH i, attributes, collect(DISTINCT person) AS who, count(DISTINCT x.span) AS excerpts,
  collect(DISTINCT CASE WHEN $evidence THEN x.id END) AS excerpt_ids
CALL (i) {
  MATCH (i)<-[:KIND_OF*0..]-(k:Issue)<-[l:CAUSES|LEADS_TO]-(c)
  WHERE ($level = 'with-kinds' OR k.id = i.id) AND l.participants > 0
  WITH DISTINCT c
  ORDER BY c.name, c.id
  RETURN collect(c.name) AS causes, collect(c.id) AS cause_ids
}
CALL (i) {
  MATCH (i)<-[:KIND_OF*0..]-(k:Issue)<-[l:MITIGATES]-(m:Mitigation)
  WHERE ($level = 'with-kinds' OR k.id = i.id) AND l.participants > 0
  WITH DISTINCT m
  ORDER BY m.name, m.id
  RETURN collect(m.name) AS mitigations, collect(m.id) AS mitigation_ids
}
UNWIND attributes AS q
WITH q, collect([i, who, excerpts, causes, cause_ids, mitigations, mitigation_ids, excerpt_ids]) AS found
WITH q, found, reduce(all = [], each IN found | all + [person IN each[1] WHERE NOT person IN all]) AS everybody
UNWIND found AS each
WITH q, everybody, each[0] AS i, each[1] AS who, each[2] AS excerpts, each[3] AS causes, each[4] AS cause_ids,
  each[5] AS mitigations, each[6] AS mitigation_ids, each[7] AS excerpt_ids
RETURN q.name AS attribute, i.name AS issue, size(who) AS participants, size(everybody) AS attribute_participants,
  excerpts, who, causes, mitigations, q.id AS attribute_id, i.id AS issue_id, cause_ids, mitigation_ids, excerpt_ids
ORDER BY attribute, attribute_id, participants DESC, excerpts DESC, issue_id, attribute_participants, who, causes,
  mitigations, cause_ids, mitigation_ids
