"""What stands behind one node or one link: who says so, where, in which words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mitigraph.errors import QueryError
from mitigraph.graph.model import DECLARED, ENTITY_LABELS, LINKS
from mitigraph.graph.subgraph import MAP_TYPES
from mitigraph.viz.evidence import Evidence, read_coded, read_evidence
from mitigraph.viz.projection import counts, node_counts, read_map, supported_links
from mitigraph.viz.selection import find_one, names_whole, with_kinds
from mitigraph.viz.wording import edge_sentence, node_sentence, number, reading_sentence

if TYPE_CHECKING:
    from mitigraph.graph.session import GraphSession
    from mitigraph.viz.projection import MultiDiGraph


COLUMNS = (
    *("interview", "participant", "turn", "coder", "counts", "reading", "basis", "polarity", "about"),
    *("outcome", "speaker", "extent", "paraphrase", "text", "note", "subject", "relation", "object"),
    *("phase", "excerpt"),
)
_CODE = (
    "MATCH (c:Code) WHERE toLower(c.id) = toLower($id) "
    "OR any(name IN c.aliases WHERE toLower(name) = toLower($id)) "
    "WITH c ORDER BY CASE WHEN c.id = $id THEN 0 ELSE 1 END, c.id "
    "RETURN c.id AS id, c.kind AS kind, c.definition AS definition"
)


@dataclass(frozen=True)
class Dossier:
    """The evidence on a node or a link.

    Attributes:
        title: what it is, for people.
        summary: what its counts say, or where it is declared.
        evidence: every reading, in the order of interviews and turns; also what denies it.
        narrower: ids of what is a kind of it and has evidence of its own, with how many excerpts.
        names: the name of every entity, by id.
    """

    title: str
    summary: str
    evidence: tuple[Evidence, ...]
    narrower: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def rows(self) -> list[dict[str, object]]:
        """One row of ``COLUMNS`` for each reading of an excerpt; None for what is not told."""
        return [self._row(evidence) for evidence in self.evidence]

    def _row(self, evidence: Evidence) -> dict[str, object]:
        of_its_own = {"turn": evidence.start_turn, "reading": reading_sentence(evidence, self.names)}
        values = {name: of_its_own.get(name, getattr(evidence, name, None)) for name in COLUMNS}
        return {name: None if value == "" else value for name, value in values.items()}


@dataclass(frozen=True)
class Asked:
    """How to read: with the exact words, from every coding, with what is a kind of the entity; as a code."""

    verbatim: bool = False
    every: bool = False
    narrower: bool = False
    code: bool = False


def of_node(graph: GraphSession, words: str, asked: Asked) -> Dossier:
    """The evidence on an entity, a participant, a phase, or a code, by its id, name or a part of it.

    With a ``/`` in it, ``words`` is the id of a statement or an excerpt, of any coding.

    Where an entity and a code are called alike the entity is meant, unless ``asked.code``: its evidence has
    the code's excerpts, and more.

    Raises:
        QueryError: nothing is called so, or several things are.
    """
    drawn = read_map(graph)
    if "/" in words:
        return _of_id(graph, drawn, words.strip(), asked)
    coded = _of_code(graph, words, asked) if asked.code or not names_whole(drawn, words) else None
    if coded:
        return coded
    if asked.code:
        raise QueryError(f"no code is called '{words}'", "give its whole name, as codebook.csv has it")
    key = find_one(drawn, words)
    node = drawn.nodes[key]
    title = f"{node['name']} ({node['id']}, {node['kind']})"
    if node["kind"] == "Participant":
        told = _told_by(graph, drawn, node["id"], asked)
        return Dossier(title, _person(node, told), told, names=drawn.graph["names"])
    if node["kind"] == "QualityAttribute":
        return Dossier(title, _degraded_by(drawn, key), (), names=drawn.graph["names"])
    below = sorted(with_kinds(drawn, [key]) - {key})
    keys = [key, *below] if asked.narrower else [key]
    title += f", with {len(below)} that {'is a kind' if len(below) == 1 else 'are kinds'} of it" * (
        keys != [key]
    )
    found = read_evidence(graph, keys, verbatim=asked.verbatim, every=asked.every)
    counted = node_counts(keys, node["kind"], [each for each in found if each.counts])
    summary = node_sentence({**node, **counted})
    others = {} if asked.narrower else _excerpts(graph, below)
    return Dossier(title, summary, _unique(found), others, drawn.graph["names"])


def of_link(graph: GraphSession, start: str, type_: str, end: str, asked: Asked) -> Dossier:
    """The evidence on a link, by the names of its ends and its type.

    Raises:
        QueryError: an end is unknown or ambiguous, or nothing is said about the link.
    """
    drawn = read_map(graph)
    type_ = type_.strip().upper().replace("-", "_").replace(" ", "_")
    if type_ not in MAP_TYPES:
        raise QueryError(f"'{type_}' is no type of link", f"one of: {', '.join(MAP_TYPES)}")
    ends = [find_one(drawn, words, _kinds(type_, side)) for side, words in enumerate((start, end))]
    link = (ends[0], ends[1], type_)
    title = f"{_name(drawn, ends[0])} -[{type_}]-> {_name(drawn, ends[1])}"
    edge = drawn.edges[link] if drawn.has_edge(*link) else None
    if edge is not None and "file" in edge:
        return Dossier(title, edge_sentence(edge), (), names=drawn.graph["names"])
    entities = [key for key in ends if drawn.nodes[key]["kind"] != "Participant"]
    found = read_evidence(graph, entities, verbatim=asked.verbatim, every=asked.every)
    kinds = {key: node["kind"] for key, node in drawn.nodes(data=True)}
    behind = [evidence for evidence in found if link in set(supported_links(evidence, kinds))]
    if not behind and edge is None:
        raise QueryError(f"nothing is said about {title}", _other_links(drawn, ends))
    counted = edge if edge is not None else {"type": type_, **counts(each for each in behind if each.counts)}
    summary = edge_sentence(counted)
    return Dossier(title, summary, _unique(behind), names=drawn.graph["names"])


def with_words(dossier: Dossier, words: Callable[[Evidence], str | None]) -> Dossier:
    """The same with the exact words that ``words`` knows of an excerpt."""
    told = tuple(replace(each, text=words(each) or each.text) for each in dossier.evidence)
    return replace(dossier, evidence=told)


def _of_code(graph: GraphSession, words: str, asked: Asked) -> Dossier | None:
    """A code is asked for by its whole name, in any case."""
    rows = graph.read(_CODE, {"id": words.strip()})
    if not rows.rows:
        return None
    id_, kind, said = rows.rows[0]
    found = read_coded(graph, id_, verbatim=asked.verbatim, every=asked.every)
    return Dossier(f"{id_} ({kind} code)", said or "", _unique(found))


def _of_id(graph: GraphSession, drawn: MultiDiGraph, id_: str, asked: Asked) -> Dossier:
    """A statement or an excerpt, by the id that other answers print."""
    found = _of_all(graph, drawn, replace(asked, every=True))
    mine = _unique(each for each in found if id_ in (each.reading, each.excerpt))
    if not mine:
        raise QueryError(f"no statement or excerpt has the id '{id_}'", "ids are like 3/Team/S001")
    kind = "statement" if mine[0].reading == id_ else "excerpt"
    return Dossier(f"{id_} ({kind})", "", mine, names=drawn.graph["names"])


_ATTRIBUTES = ("role", "experience", "ml_experience", "company_kind", "company_size", "domain", "product")


def _person(node: Mapping[str, object], told: tuple[Evidence, ...]) -> str:
    """Who it is, by the attributes that the study has, and how much there is."""
    known = [f"{name.replace('_', ' ')}: {node[name]}" for name in _ATTRIBUTES if node.get(name)]
    excerpts = number(len({each.span for each in told}), "excerpt")
    return "; ".join([*known, f"{excerpts} about something in the registry"])


def _told_by(
    graph: GraphSession, drawn: MultiDiGraph, participant: str, asked: Asked
) -> tuple[Evidence, ...]:
    found = _of_all(graph, drawn, asked)
    return _unique(evidence for evidence in found if evidence.participant == participant)


def _of_all(graph: GraphSession, drawn: MultiDiGraph, asked: Asked) -> list[Evidence]:
    """Every reading about any entity."""
    entities = [key for key, node in drawn.nodes(data=True) if node["kind"] in ENTITY_LABELS]
    return read_evidence(graph, entities, verbatim=asked.verbatim, every=asked.every)


def _degraded_by(drawn: MultiDiGraph, key: str) -> str:
    """A quality attribute has no excerpts: the registry declares which issues degrade it."""
    found = [
        f"{start} ({edge['file']}:{edge['line']})"
        for start, _, type_, edge in drawn.in_edges(key, keys=True, data=True)
        if type_ == "DEGRADES"
    ]
    return f"Degraded, as the registry declares, by: {'; '.join(sorted(found)) or 'no issue'}."


def _excerpts(graph: GraphSession, keys: list[str]) -> dict[str, int]:
    """How many excerpts each of some entities has; those with none are left out."""
    found = read_evidence(graph, keys) if keys else []
    spans = {key: {each.span for each in found if key in each.ends} for key in keys}
    return {key: len(of_key) for key, of_key in spans.items() if of_key}


def _unique(found: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(found))


def _kinds(type_: str, side: int) -> tuple[str, ...]:
    """The kinds that may stand at an end of a link, so that a name needs to be unique among them only."""
    link = next(link for link in (*LINKS, *DECLARED) if link.type == type_)
    return tuple(dict.fromkeys(ends[side] for ends in link.ends))


def _name(drawn: MultiDiGraph, key: str) -> str:
    return f"{drawn.nodes[key]['name']} ({drawn.nodes[key]['id']})"


def _other_links(drawn: MultiDiGraph, ends: list[str]) -> str:
    between = sorted(
        f"{drawn.nodes[a]['id']} {type_} {drawn.nodes[b]['id']}"
        for a, b in ((ends[0], ends[1]), (ends[1], ends[0]))
        for type_ in (drawn[a][b] if drawn.has_edge(a, b) else ())
    )
    if between:
        return f"there is: {'; '.join(between)}"
    from_start = sorted(
        {f"{type_} {drawn.nodes[b]['id']}" for _, b, type_ in drawn.out_edges(ends[0], keys=True)}
    )
    return f"from '{drawn.nodes[ends[0]]['id']}' there is: {'; '.join(from_start[:8]) or 'no link'}"
