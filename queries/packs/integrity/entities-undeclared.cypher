// ---
// title: Which entities does no file declare?
// description: >-
//   No row in a sound graph. An issue, cause, mitigation, consequence, phase or quality attribute opens to the file of the
//   registry that declares it, and so does what the registry says of two of them.
// returns:
//   what: what is wrong
//   id: id of the entity, or ids and type of the relationship
//   detail: name of the entity, or nothing
// tags: [integrity]
// ---
CALL () {
  MATCH (e:Issue|Cause|Mitigation|Consequence|Phase|QualityAttribute)
  WHERE e.file IS NULL OR e.name IS NULL
  RETURN 'an entity that nothing declares' AS what, e.id AS id, e.name AS detail
  UNION ALL
  MATCH (a)-[r:KIND_OF|DEGRADES]->(b)
  WHERE r.file IS NULL
  RETURN 'a relationship that nothing declares' AS what, a.id + ' ' + type(r) + ' ' + b.id AS id, null AS detail
}
RETURN what, id, detail
ORDER BY id, what, detail
