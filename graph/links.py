"""How links follow from evidence: declared once here, used after every load and by the integrity check.

Each link type has one Cypher query that groups the evidence that counts by pair of ends. ``everything``
recomputes all links of the type; ``touched`` recomputes those of ``$touched`` only. Rules they share:

* only codings that count; never the interviewer's words; a label without underline is no evidence;
* ``participants``, ``excerpts``, ``stated`` and ``inferred`` count what is affirmed and about the
  participant's own work; what is denied, about others, or said by the codebook only is counted apart,
  and what the codebook says is never a denial;
* a link exists where something affirmed about the participant's own work supports it, be it only the
  codebook (then ``participants`` is 0).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

_OWN = "s.polarity = 'affirmed' AND s.about = 'own'"
_TOLD = "s.basis <> 'codebook'"
_READ = f"{_OWN} AND {_TOLD}"
_BY_CODEBOOK = f"{_OWN} AND s.basis = 'codebook'"


@dataclass(frozen=True)
class Derivation:
    """The queries of one link type. Rows: start_label, start, end_label, end, then the counts by name.

    ``touched`` makes the narrow query for links from ``start_label`` to ``end_label``; what its
    ``$touched`` holds is said by ``scope``: 'pairs' (a list of {pair, start, end}), 'participants' or
    'codings' (ids).
    """

    type: str
    scope: str
    everything: str
    touched: Callable[[str, str], str]


@dataclass(frozen=True)
class _Count:
    """A number of a link: what is aggregated for it, each by a name, and what it is of these."""

    name: str
    aggregates: tuple[str, ...]
    value: str


def _distinct(value: str, condition: str, name: str) -> _Count:
    return _Count(name, (f"{_each('count', value, condition)} AS {name}",), name)


def _each(aggregate: str, value: str, condition: str) -> str:
    return f"{aggregate}(DISTINCT CASE WHEN {condition} THEN {value} END)"


# A span on which somebody reads the same is not the codebook's alone.
_ONLY_CODEBOOK = _Count(
    "codebook",
    (
        f"{_each('collect', 'x.span', _READ)} AS read_spans",
        f"{_each('collect', 'x.span', _BY_CODEBOOK)} AS codebook_spans",
    ),
    "size([span IN codebook_spans WHERE NOT span IN read_spans])",
)
_COUNTS = (
    _distinct("s.participant", _READ, "participants"),
    _distinct("x.span", _READ, "excerpts"),
    _distinct("s.id", f"{_OWN} AND s.basis = 'stated'", "stated"),
    _distinct("s.id", f"{_OWN} AND s.basis = 'inferred'", "inferred"),
    _distinct("x.span", f"s.polarity = 'denied' AND s.about = 'own' AND {_TOLD}", "denied"),
    _distinct("x.span", f"s.about <> 'own' AND {_TOLD}", "others"),
    _ONLY_CODEBOOK,
)
_OUTCOMES = (
    _distinct("s.id", f"{_READ} AND s.outcome IN ['applied', 'worked', 'failed']", "applied"),
    _distinct("s.id", f"{_READ} AND s.outcome = 'worked'", "worked"),
    _distinct("s.id", f"{_READ} AND s.outcome = 'failed'", "failed"),
    _distinct("s.id", f"{_READ} AND s.outcome = 'proposed'", "proposed"),
    _distinct("s.id", f"{_READ} AND s.outcome = 'planned'", "planned"),
)
_ASPECTS = (
    _distinct("s.id", f"{_READ} AND s.aspect = 'arises'", "arises"),
    _distinct("s.id", f"{_READ} AND s.aspect = 'shows'", "shows"),
)


def _grouped(counts: tuple[_Count, ...], condition: str) -> str:
    """The end of every query: group by both ends, keep what is supported, return labels, ids, counts."""
    aggregates = ",\n  ".join(each for count in counts for each in count.aggregates)
    values = ", ".join(f"{count.value} AS {count.name}" for count in counts)
    return (
        f"WITH a, b,\n  {aggregates}\nWITH a, b, {values}\nWHERE {condition}\n"
        "RETURN labels(a)[0] AS start_label, a.id AS start, labels(b)[0] AS end_label, b.id AS end, "
        f"{', '.join(count.name for count in counts)}\n"
        "ORDER BY start, end"
    )


# --- Links that statements make -------------------------------------------------------------------


def _by_statement(relation: str, counts: tuple[_Count, ...]) -> Derivation:
    """Statements with a subject and an object; both property and index are ``Statement.pair``."""
    tail = (
        "MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt) WHERE x.speaker <> 'interviewer'\n"
        "MATCH (s)-[:SUBJECT]->(a), (s)-[:OBJECT]->(b)\n" + _grouped(counts, "participants + codebook > 0")
    )
    everything = f"MATCH (s:Statement) WHERE s.counts = true AND s.relation = '{relation}'\n{tail}"
    touched = (
        "UNWIND $touched AS touched\n"
        f"MATCH (s:Statement {{pair: touched.start + '|{relation}|' + touched.end}})\n"
        f"WHERE s.counts = true\n{tail}"
    )
    return Derivation(_TYPE_OF_RELATION[relation], "pairs", everything, lambda _start, _end: touched)


_TYPE_OF_RELATION = {"causes": "CAUSES", "leads_to": "LEADS_TO", "mitigates": "MITIGATES"}


def _by_phase() -> Derivation:
    """Statements about an issue or consequence in a phase; ``Statement.occurs`` names both."""
    tail = (
        "MATCH (s)-[:SUPPORTED_BY]->(x:Excerpt) WHERE x.speaker <> 'interviewer'\n"
        "MATCH (s)-[:IN_PHASE]->(b:Phase), (s)-[:SUBJECT|OBJECT]->(a) WHERE a.id + '|' + b.id = s.occurs\n"
        + _grouped((*_COUNTS, *_ASPECTS), "participants + codebook > 0")
    )
    everything = f"MATCH (s:Statement) WHERE s.counts = true AND s.occurs IS NOT NULL\n{tail}"
    touched = (
        "UNWIND $touched AS touched\n"
        f"MATCH (s:Statement {{occurs: touched.pair}}) WHERE s.counts = true\n{tail}"
    )
    return Derivation("OCCURS_IN", "pairs", everything, lambda _start, _end: touched)


# --- Links that codes and statements make together ------------------------------------------------


def _reports() -> Derivation:
    """A participant reports an issue by a code on the excerpt or a statement about it.

    That something mitigates an issue does not say that the participant had it, and to deny that a cause
    leads to an issue does not deny the issue: only a denied ``reports`` does, or a denied code.
    """
    counts = (
        _distinct("p.id", "own", "participants"),
        _distinct("x.span", "own", "excerpts"),
        _distinct("statement", "own AND basis = 'stated'", "stated"),
        _distinct("statement", "own AND basis = 'inferred'", "inferred"),
        _distinct("x.span", "own AND basis = 'coded'", "coded"),
        _distinct("x.span", "polarity = 'denied' AND about = 'own' AND denies", "denied"),
        _distinct("x.span", "about <> 'own'", "others"),
        _Count("codebook", (), "0"),
    )
    body = """
CALL (x) {
  MATCH (x)-[r:CODED_AS]->(:Code)-[:DENOTES]->(i:Issue) WHERE r.extent <> 'label-only'
  RETURN i AS b, r.polarity AS polarity, r.about AS about, 'coded' AS basis, null AS statement, true AS denies
  UNION ALL
  MATCH (x)<-[:SUPPORTED_BY]-(s:Statement)-[:SUBJECT|OBJECT]->(i:Issue)
  WHERE s.relation <> 'mitigates' AND s.basis <> 'codebook'
  RETURN i AS b, s.polarity AS polarity, s.about AS about, s.basis AS basis, s.id AS statement,
    s.relation = 'reports' AS denies
}
WITH p AS a, p, b, x, polarity, about, basis, statement, denies,
  polarity = 'affirmed' AND about = 'own' AS own
"""
    start = "-[:GAVE]->(:Interview)<-[:CODING_OF]-(:Coding {counts: true})<-[:MARKED_IN]-(x:Excerpt)\n"
    tail = f"{start}WHERE x.speaker <> 'interviewer'{body}" + _grouped(counts, "excerpts > 0")
    touched = "UNWIND $touched AS touched\nMATCH (p:Participant {id: touched})" + tail
    return Derivation("REPORTS", "participants", f"MATCH (p:Participant){tail}", lambda _start, _end: touched)


def _mentions() -> Derivation:
    """An excerpt is about an entity, by a code that denotes it or a statement that has it as an end.

    ``answered`` are those of the statements that only say what mitigates the entity: an excerpt tells that
    there is such a thing where ``coded + stated > answered``.
    """
    counts = (
        _distinct("code", "true", "coded"),
        _distinct("statement", "true", "stated"),
        _distinct("statement", "answers", "answered"),
    )
    tail = """WHERE x.counts = true AND x.speaker <> 'interviewer'
CALL (x) {
  MATCH (x)-[r:CODED_AS]->(c:Code)-[:DENOTES]->(e)
  WHERE r.extent <> 'label-only' AND r.polarity = 'affirmed' AND r.about = 'own'
  RETURN e AS b, c.id AS code, null AS statement, false AS answers
  UNION ALL
  MATCH (x)<-[:SUPPORTED_BY]-(s:Statement)-[end:SUBJECT|OBJECT|IN_PHASE]->(e)
  WHERE s.basis <> 'codebook' AND s.polarity = 'affirmed' AND s.about = 'own'
  RETURN e AS b, null AS code, s.id AS statement, type(end) = 'OBJECT' AND s.relation = 'mitigates' AS answers
}
WITH x AS a, b, code, statement, answers
""" + _grouped(counts, "coded + stated > 0")
    touched = "UNWIND $touched AS touched\nMATCH (x:Excerpt {coding: touched})\n" + tail
    return Derivation("MENTIONS", "codings", f"MATCH (x:Excerpt)\n{tail}", lambda _start, _end: touched)


_BOTH_CODED = """WHERE a.id < b.id AND x.counts = true AND x.speaker <> 'interviewer'
  AND r.extent <> 'label-only' AND r.polarity = 'affirmed' AND r.about = 'own'
  AND q.extent <> 'label-only' AND q.polarity = 'affirmed' AND q.about = 'own'
"""


def _co_coded() -> Derivation:
    """Two entities whose codes stand on one excerpt; the smaller id is the start."""
    counts = (
        _distinct("x.participant", "true", "participants"),
        _distinct("x.span", "true", "excerpts"),
    )
    path = (
        "MATCH ({a})<-[:DENOTES]-(:Code)<-[r:CODED_AS]-(x:Excerpt)-[q:CODED_AS]->(:Code)-[:DENOTES]->({b})\n"
    )
    tail = _BOTH_CODED + _grouped(counts, "excerpts > 0")

    def touched(start_label: str, end_label: str) -> str:
        ends = f"MATCH (a:{start_label} {{id: touched.start}}), (b:{end_label} {{id: touched.end}})\n"
        return "UNWIND $touched AS touched\n" + ends + path.format(a="a", b="b") + tail

    return Derivation("CO_CODED_WITH", "pairs", path.format(a="a", b="b") + tail, touched)


DERIVATIONS = (
    _by_statement("causes", _COUNTS),
    _by_statement("mitigates", (*_COUNTS, *_OUTCOMES)),
    _by_statement("leads_to", _COUNTS),
    _by_phase(),
    _reports(),
    _mentions(),
    _co_coded(),
)
DERIVATION = {derivation.type: derivation for derivation in DERIVATIONS}

# What the links of a database were derived by: another program may have derived them otherwise.
_QUERIES = " ".join(
    " ".join((*each.everything.split(), *each.touched("", "").split())) for each in DERIVATIONS
)
DERIVED_BY = hashlib.sha256(_QUERIES.encode()).hexdigest()[:16]
