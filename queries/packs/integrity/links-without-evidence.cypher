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
  MATCH (p:Participant)-[l:REPORTS]->(b)
  WHERE NOT EXISTS {
    MATCH (p)-[:GAVE]->(:Interview)<-[:CODING_OF]-(:Coding {counts: true})<-[:MARKED_IN]-(x:Excerpt)
    WHERE x.speaker <> 'interviewer' AND (EXISTS {
      MATCH (x)-[r:CODED_AS]->(:Code)-[:DENOTES]->(b)
      WHERE r.extent <> 'label-only' AND r.polarity = 'affirmed' AND r.about = 'own'
    } OR EXISTS {
      MATCH (x)<-[:SUPPORTED_BY]-(s:Statement)-[:SUBJECT|OBJECT]->(b)
      WHERE s.relation <> 'mitigates' AND s.basis <> 'codebook' AND s.polarity = 'affirmed' AND s.about = 'own'
    })
  }
  RETURN p.id AS start, type(l) AS type, b.id AS end, l.participants AS participants, l.codebook AS codebook
  UNION ALL
  MATCH (e:Excerpt)-[l:MENTIONS]->(b)
  WITH e, l, b, EXISTS {
      MATCH (e)-[r:CODED_AS]->(:Code)-[:DENOTES]->(b)
      WHERE r.extent <> 'label-only' AND r.polarity = 'affirmed' AND r.about = 'own'
    } AS coded, EXISTS {
      MATCH (e)<-[:SUPPORTED_BY]-(s:Statement)-[:SUBJECT|OBJECT|IN_PHASE]->(b)
      WHERE s.basis <> 'codebook' AND s.polarity = 'affirmed' AND s.about = 'own'
    } AS told
  WHERE coalesce(e.counts, false) = false OR e.speaker = 'interviewer' OR NOT (coded OR told)
  RETURN e.id AS start, type(l) AS type, b.id AS end, l.coded + l.stated AS participants, 0 AS codebook
  UNION ALL
  MATCH (a)-[l:CO_CODED_WITH]->(b)
  WHERE NOT EXISTS {
    MATCH (a)<-[:DENOTES]-(:Code)<-[r:CODED_AS]-(x:Excerpt)-[q:CODED_AS]->(:Code)-[:DENOTES]->(b)
    WHERE x.counts = true AND x.speaker <> 'interviewer'
      AND r.extent <> 'label-only' AND r.polarity = 'affirmed' AND r.about = 'own'
      AND q.extent <> 'label-only' AND q.polarity = 'affirmed' AND q.about = 'own'
  }
  RETURN a.id AS start, type(l) AS type, b.id AS end, l.participants AS participants, 0 AS codebook
}
RETURN 'a link without evidence' AS what, start + ' ' + type + ' ' + end AS id,
  coalesce(toString(participants), '?') + ', ' + coalesce(toString(codebook), '?') AS detail
ORDER BY id, detail, what
