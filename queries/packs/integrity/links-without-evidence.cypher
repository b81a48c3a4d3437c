// ---
// title: Which links have no evidence that counts?
// description: >-
//   No row in a sound graph. Behind every link stands at least one affirmed reading of the participant's own work, of a
//   coding that counts and not of the interviewer's words. Whether its numbers are right too, 'mitigraph check --graph'
//   computes.
// returns:
//   what: what is wrong
//   id: type of the link, and ids of its ends
//   detail: its participants and codebook excerpts
// tags: [integrity]
// ---
CALL () {
  MATCH (a)-[l:CAUSES|LEADS_TO|MITIGATES]->(b)
  WHERE NOT EXISTS {
    MATCH (s:Statement {pair: a.id + '|' + toLower(type(l)) + '|' + b.id})-[:SUPPORTED_BY]->(x:Excerpt)
    WHERE s.counts = true AND s.polarity = 'affirmed' AND s.about = 'own' AND x.speaker <> 'interviewer'
  }
  RETURN a.id AS start, type(l) AS type, b.id AS end, l.participants AS participants, l.codebook AS codebook
  UNION ALL
  MATCH (a)-[l:OCCURS_IN]->(b)
  WHERE NOT EXISTS {
    MATCH (s:Statement {occurs: a.id + '|' + b.id})-[:SUPPORTED_BY]->(x:Excerpt)
    WHERE s.counts = true AND s.polarity = 'affirmed' AND s.about = 'own' AND x.speaker <> 'interviewer'
  }
  RETURN a.id AS start, type(l) AS type, b.id AS end, l.participants AS participants, l.codebook AS codebook
  UNION ALL
  // Read from the issue, the excerpt or the entity that has the links, once for all of them: from each link it
  // would be read anew.
  MATCH (:Participant)-[:REPORTS]->(b)
  WITH DISTINCT b
  CALL (b) {
    CALL (b) {
      MATCH (b)<-[:DENOTES]-(:Code)<-[r:CODED_AS]-(x:Excerpt)
      WHERE x.counts = true AND x.speaker <> 'interviewer'
        AND r.extent <> 'label-only' AND r.polarity = 'affirmed' AND r.about = 'own'
      RETURN x.participant AS person
      UNION
      MATCH (b)<-[:SUBJECT|OBJECT]-(s:Statement)
      WHERE s.relation <> 'mitigates' AND s.basis <> 'codebook' AND s.polarity = 'affirmed' AND s.about = 'own'
      MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt)
      WHERE x.counts = true AND x.speaker <> 'interviewer'
      RETURN x.participant AS person
    }
    RETURN collect(person) AS people
  }
  MATCH (b)<-[l:REPORTS]-(p:Participant)
  WHERE NOT p.id IN people
  RETURN p.id AS start, type(l) AS type, b.id AS end, l.participants AS participants, l.codebook AS codebook
  UNION ALL
  MATCH (e:Excerpt)-[:MENTIONS]->()
  WITH DISTINCT e
  CALL (e) {
    CALL (e) {
      MATCH (e)-[r:CODED_AS]->(c:Code)
      WHERE r.extent <> 'label-only' AND r.polarity = 'affirmed' AND r.about = 'own'
      MATCH (c)-[:DENOTES]->(b)
      RETURN b.id AS id
      UNION
      MATCH (e)<-[:SUPPORTED_BY]-(s:Statement)
      WHERE s.basis <> 'codebook' AND s.polarity = 'affirmed' AND s.about = 'own'
      MATCH (s)-[:SUBJECT|OBJECT|IN_PHASE]->(b)
      RETURN b.id AS id
    }
    RETURN collect(id) AS mentioned
  }
  MATCH (e)-[l:MENTIONS]->(b)
  WHERE coalesce(e.counts, false) = false OR e.speaker = 'interviewer' OR NOT b.id IN mentioned
  RETURN e.id AS start, type(l) AS type, b.id AS end, l.coded + l.stated AS participants, 0 AS codebook
  UNION ALL
  MATCH (a)-[:CO_CODED_WITH]->()
  WITH DISTINCT a
  OPTIONAL MATCH (a)<-[:DENOTES]-(:Code)<-[r:CODED_AS]-(x:Excerpt)
  WHERE x.counts = true AND x.speaker <> 'interviewer'
    AND r.extent <> 'label-only' AND r.polarity = 'affirmed' AND r.about = 'own'
  WITH DISTINCT a, x
  OPTIONAL MATCH (x)-[r:CODED_AS]->(c:Code)
  WHERE r.extent <> 'label-only' AND r.polarity = 'affirmed' AND r.about = 'own'
  WITH DISTINCT a, c
  OPTIONAL MATCH (c)-[:DENOTES]->(b)
  WITH a, collect(DISTINCT b.id) AS beside
  MATCH (a)-[l:CO_CODED_WITH]->(b)
  WHERE NOT b.id IN beside
  RETURN a.id AS start, type(l) AS type, b.id AS end, l.participants AS participants, 0 AS codebook
}
RETURN 'a link without evidence' AS what, start + ' ' + type + ' ' + end AS id,
  coalesce(toString(participants), '?') + ', ' + coalesce(toString(codebook), '?') AS detail
ORDER BY id, detail, what
