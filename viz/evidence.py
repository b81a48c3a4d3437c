"""The evidence behind the map: which excerpts a coder read how, read back from the graph.

Unless every coding is asked for, only what links are derived from is read (``graph/links.py``): codings
that count, never the interviewer's words, no label without underline. What is shown behind a link is what
the link's counts count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mitigraph.graph.session import GraphSession

_EXCERPT = (
    "x.id AS excerpt, x.span AS span, x.interview AS interview, x.participant AS participant, "
    "x.coding AS coding, x.counts AS counts, x.speaker AS speaker, x.start_turn AS start_turn, "
    "x.start_char AS start_char, x.end_turn AS end_turn, x.paraphrase AS paraphrase"
)
_STATEMENTS = (
    "MATCH (s:Statement)-[:SUPPORTED_BY]->(x:Excerpt) WHERE ($every OR s.counts = true) "
    "AND x.speaker <> 'interviewer' AND (s.subject IN $ids OR s.object IN $ids OR s.phase IN $ids) "
    "RETURN s.id AS reading, s.subject AS subject, s.relation AS relation, s.object AS object, "
    "s.phase AS phase, s.occurs AS occurs, s.basis AS basis, s.polarity AS polarity, s.about AS about, "
    "s.outcome AS outcome, s.note AS note, "
)
_CODES = (
    "MATCH (x:Excerpt)-[a:CODED_AS]->(c:Code)-[:DENOTES]->(n) WHERE ($every OR x.counts = true) "
    "AND x.speaker <> 'interviewer' AND a.extent <> 'label-only' AND n.id IN $ids "
    "RETURN c.id AS reading, n.id AS subject, a.polarity AS polarity, a.about AS about, "
)
_CODED = (
    "MATCH (x:Excerpt)-[a:CODED_AS]->(c:Code {id: $code}) WHERE ($every OR x.counts = true) "
    "RETURN c.id AS reading, a.polarity AS polarity, a.about AS about, a.extent AS extent, "
)


@dataclass(frozen=True)
class Evidence:
    """One excerpt and one way in which its coder read it.

    ``basis`` is ``stated``, ``inferred`` or ``codebook`` where a statement reads the excerpt, and
    ``coded`` where a code that denotes ``subject`` was applied to it; ``reading`` is the id of that
    statement or code. ``occurs`` is ``entity|phase`` where the statement places an entity in a phase.
    ``text`` holds the exact words, and only where they were asked for. Turns count from 1. An empty
    string stands for what is not told.
    """

    excerpt: str
    span: str
    interview: str
    participant: str
    coder: str
    speaker: str
    start_turn: int
    start_char: int
    end_turn: int
    paraphrase: str
    reading: str
    basis: str
    subject: str
    relation: str
    object: str
    phase: str
    occurs: str
    polarity: str
    about: str
    outcome: str
    note: str
    text: str
    counts: bool
    extent: str

    @property
    def affirms(self) -> bool:
        """Whether it is part of the counts: affirmed, about own work, said or read by a person."""
        return self.polarity == "affirmed" and self.about == "own" and self.basis != "codebook"

    @property
    def ends(self) -> frozenset[str]:
        """Ids of the entities that the reading is about."""
        return frozenset(filter(None, (self.subject, self.object, self.phase)))


def read_evidence(
    graph: GraphSession, ids: Iterable[str], *, verbatim: bool = False, every: bool = False
) -> list[Evidence]:
    """All readings that have one of the entities ``ids`` as an end.

    Args:
        graph: the open graph.
        ids: ids of entities.
        verbatim: read the exact words too; otherwise they do not leave the database.
        every: those of codings that do not count too.
    """
    wanted = {"ids": sorted(ids), "every": every}
    columns = _EXCERPT + (", x.text AS text" if verbatim else "")
    rows = graph.read(_STATEMENTS + columns, wanted).records()
    rows += [row | {"basis": "coded"} for row in graph.read(_CODES + columns, wanted).records()]
    return _sorted(graph, rows)


def read_coded(
    graph: GraphSession, code: str, *, verbatim: bool = False, every: bool = False
) -> list[Evidence]:
    """All excerpts that a code was applied to, also the interviewer's and labels without underline."""
    columns = _EXCERPT + (", x.text AS text" if verbatim else "")
    rows = graph.read(_CODED + columns, {"code": code, "every": every}).records()
    return _sorted(graph, [row | {"basis": "coded"} for row in rows])


def _sorted(graph: GraphSession, rows: Iterable[Mapping[str, Any]]) -> list[Evidence]:
    coders = dict(graph.read("MATCH (c:Coding) RETURN c.id AS id, c.coder AS coder").rows)
    return sorted((_evidence(row, coders) for row in rows), key=_place)


def _evidence(row: Mapping[str, Any], coders: Mapping[str, str]) -> Evidence:
    values: dict[str, Any] = {name: row.get(name) or "" for name in Evidence.__dataclass_fields__}
    values["coder"] = coders.get(row["coding"]) or ""
    values["counts"] = bool(row["counts"])
    for number in ("start_turn", "start_char", "end_turn"):
        values[number] = row.get(number) or 0
    return Evidence(**values)


def natural(text: str) -> list[tuple[int, str]]:
    """A sort key under which interview 5 comes before interview 12."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"([0-9]+)", text)]


def _place(evidence: Evidence) -> tuple[Any, ...]:
    return (
        natural(evidence.interview),
        evidence.start_turn,
        evidence.start_char,
        evidence.excerpt,
        evidence.basis,
        evidence.reading,
        evidence.subject,
    )
