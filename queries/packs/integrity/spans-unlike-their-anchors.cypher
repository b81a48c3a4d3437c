// ---
// title: Which excerpts have a span that is not their anchor?
// description: >-
//   No row in a sound graph. Excerpts are counted by their span, so it must say the interview and the anchor; an anchor
//   ends where it starts or later.
// returns:
//   what: what is wrong
//   id: id of the excerpt
//   detail: its span
// tags: [integrity]
// ---
MATCH (x:Excerpt)
WITH x, coalesce(x.interview, '?') + ':' + coalesce(toString(x.start_turn), '?') + ':' + coalesce(toString(x.start_char), '?')
  + '-' + coalesce(toString(x.end_turn), '?') + ':' + coalesce(toString(x.end_char), '?') AS anchor
WITH x, CASE
  WHEN x.span IS NULL OR x.span <> anchor THEN 'an excerpt whose span is not its anchor'
  WHEN x.end_turn < x.start_turn OR (x.end_turn = x.start_turn AND x.end_char < x.start_char)
    THEN 'an excerpt that ends before it starts'
  END AS what
WHERE what IS NOT NULL
RETURN what, x.id AS id, x.span AS detail
ORDER BY id, detail, what
