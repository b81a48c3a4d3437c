"""Which part of the map to draw: around an issue, in a phase, or what a query found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from mitigraph.errors import QueryError
from mitigraph.graph.model import ENTITY_LABELS
from mitigraph.graph.names import matches, spellings
from mitigraph.viz.appearance import NODES
from mitigraph.viz.projection import MAP_LABELS, participant_key

if TYPE_CHECKING:
    from mitigraph.viz.projection import MultiDiGraph

_PARTICIPANT = participant_key("")
_SHOWN = 8  # names that a message lists
_NEAR = 70  # of 100, rapidfuzz's score: below that, tried with slips in a real registry, it is noise


def find(drawn: MultiDiGraph, kind: str, words: str) -> list[str]:
    """The ids of the entities of a kind that ``words`` name: an id, else a whole name, else a part.

    Case does not count, nor whether the words of an id are joined by hyphens; aliases are names.

    Raises:
        QueryError: nothing matches; the hint names the nearest, or the kind that has such a name.
    """
    wanted = words.strip().casefold()
    found = _matches(_names(drawn, kind), wanted)
    if not found:
        raise QueryError(f"no {_word(kind)} is called '{words}'", _suggestion(drawn, kind, wanted))
    return found


def find_one(drawn: MultiDiGraph, words: str, kinds: Iterable[str] = MAP_LABELS) -> str:
    """The key of the one node of some kinds that ``words`` name, as ``find`` takes them.

    A participant is named by the whole id only: P4 is nobody's where there is P43.

    Raises:
        QueryError: nothing matches, or several do; the hint lists them.
    """
    wanted, kinds = words.strip().casefold(), tuple(kinds)
    names = _names_of(drawn, kinds)
    found = _matches(names, wanted)
    if not found:
        known = " or ".join(_word(kind) for kind in kinds) if set(kinds) != set(MAP_LABELS) else "thing"
        raise QueryError(f"no {known} in the graph is called '{words}'", _elsewhere(drawn, names, wanted))
    if len(found) > 1:
        shown = "; ".join(f"{drawn.nodes[key]['id']} ({drawn.nodes[key]['name']})" for key in found[:_SHOWN])
        more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        raise QueryError(f"'{words}' is part of {len(found)} names", f"give one of these ids: {shown}{more}")
    return found[0]


def names_whole(drawn: MultiDiGraph, words: str) -> bool:
    """Whether ``words`` are an entity's or participant's whole id, name or alias."""
    wanted = words.strip().casefold()
    return any(wanted in names for names in _names_of(drawn, MAP_LABELS).values())


def _names_of(drawn: MultiDiGraph, kinds: Iterable[str]) -> dict[str, list[str]]:
    """What the nodes of several kinds may be called, by key."""
    return {key: names for kind in kinds for key, names in _names(drawn, kind).items()}


def _elsewhere(drawn: MultiDiGraph, names: dict[str, list[str]], wanted: str) -> str:
    """What a word that names nothing of the right kind may mean."""
    others = _matches(_names_of(drawn, MAP_LABELS), wanted)
    if others:
        return f"'{drawn.nodes[others[0]]['id']}' is {_a(drawn.nodes[others[0]]['kind'])}"
    return _nearest(names, wanted) if names else "there is none; run 'mitigraph load' first"


def _names(drawn: MultiDiGraph, kind: str) -> dict[str, list[str]]:
    """What each entity of a kind may be called, its id first."""
    return {
        key: spellings(node["id"], node["name"], node.get("aliases", ()))
        for key, node in drawn.nodes(data=True)
        if node["kind"] == kind
    }


def _matches(names: dict[str, list[str]], wanted: str) -> list[str]:
    return matches(names, wanted, (key for key in names if key.startswith(_PARTICIPANT)))


def _suggestion(drawn: MultiDiGraph, kind: str, wanted: str) -> str:
    for other in ENTITY_LABELS:
        if same := _matches(_names(drawn, other), wanted):
            return f"'{same[0]}' is {_a(other)}"
    names = _names(drawn, kind)
    return (
        _nearest(names, wanted) if names else f"the graph holds no {_word(kind)}; run 'mitigraph load' first"
    )


def _nearest(names: dict[str, list[str]], wanted: str) -> str:
    from rapidfuzz import process  # noqa: PLC0415 - only on a typo

    key_of = {name: key for key, known in names.items() for name in known}
    near = process.extractOne(wanted, sorted(key_of), score_cutoff=_NEAR)
    if near:
        return f"did you mean '{key_of[near[0]].removeprefix(_PARTICIPANT)}'?"
    known = ", ".join(key.removeprefix(_PARTICIPANT) for key in sorted(names)[:_SHOWN])
    return f"there is: {known}" if known else "the graph is empty; run 'mitigraph load' first"


def _a(kind: str) -> str:
    """``an issue``, ``a cause``."""
    return f"{'an' if _word(kind)[0] in 'aeiou' else 'a'} {_word(kind)}"


def _word(kind: str) -> str:
    return NODES[kind].name


def around_issues(drawn: MultiDiGraph, issues: Iterable[str], hops: int = 2) -> set[str]:
    """Issues with their kinds, causes, consequences, mitigations, phases, quality and participants.

    Chains are followed ``hops`` steps: against the arrows for causes, along them for consequences, and
    never through a phase or a participant, which are near to everything.
    """
    centre = with_kinds(drawn, issues)
    chain = centre | _walk(drawn, centre, hops, upstream=True) | _walk(drawn, centre, hops, upstream=False)
    return chain | _mitigations(drawn, chain) | _surroundings(drawn, centre)


def in_phases(drawn: MultiDiGraph, phases: Iterable[str]) -> set[str]:
    """Phases with what occurs in them, its causes, consequences, mitigations and participants."""
    phases = set(phases)
    centre = {start for start, end, _ in _edges(drawn, "OCCURS_IN") if end in phases}
    found = around_issues(drawn, centre, hops=1) if centre else set()
    others = {key for key in found if drawn.nodes[key]["kind"] == "Phase"} - phases
    return (found | phases) - others


def with_kinds(drawn: MultiDiGraph, keys: Iterable[str]) -> set[str]:
    """Entities with everything that is a kind of them, at any depth."""
    found = set(keys)
    frontier = set(found)
    while frontier:
        frontier = {start for start, end, _ in _edges(drawn, "KIND_OF") if end in frontier} - found
        found |= frontier
    return found


def _walk(drawn: MultiDiGraph, centre: set[str], hops: int, *, upstream: bool) -> set[str]:
    found, frontier = set(centre), set(centre)
    for _ in range(hops):
        steps = ((end, start) if upstream else (start, end) for start, end, _ in _edges(drawn, *_CHAIN))
        frontier = {to for come_from, to in steps if come_from in frontier} - found
        found |= frontier
    return found


_CHAIN = ("CAUSES", "LEADS_TO")


def _mitigations(drawn: MultiDiGraph, answered: set[str]) -> set[str]:
    return {start for start, end, _ in _edges(drawn, "MITIGATES") if end in answered}


def _surroundings(drawn: MultiDiGraph, centre: set[str]) -> set[str]:
    reporters = {start for start, end, _ in _edges(drawn, "REPORTS") if end in centre}
    return reporters | {end for start, end, _ in _edges(drawn, "OCCURS_IN", "DEGRADES") if start in centre}


def _edges(drawn: MultiDiGraph, *types: str) -> Iterator[tuple[str, str, str]]:
    return (edge for edge in drawn.edges(keys=True) if edge[2] in types)


def keys_in(drawn: MultiDiGraph, rows: Iterable[Iterable[Any]]) -> set[str]:
    """The node keys that stand in a query's rows: nodes, ends of relationships, paths, ids or whole names."""
    named: dict[str, list[str]] = {}
    for key, node in drawn.nodes(data=True):
        for word in {key, node["id"], node["name"]}:
            named.setdefault(word, []).append(key)
    return {key for row in rows for value in row for key in _keys(named, value)}


def _keys(named: dict[str, list[str]], value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from named.get(value, ())
        return
    for part in _parts(value):
        yield from _keys(named, part)


def _node_key(node: Any) -> tuple[str, ...]:
    """The key of a database node; none for what the map has no place for, as a code or an excerpt."""
    id_ = str(node.get("id"))
    if "Participant" in node.labels:
        return (participant_key(id_),)
    return (id_,) if set(node.labels) & set(MAP_LABELS) else ()


def _parts(value: Any) -> Iterable[Any]:
    """What a list, map, node, relationship or path holds that may name a node."""
    if hasattr(value, "relationships"):  # a path
        return (*value.nodes, *value.relationships)
    if hasattr(value, "labels"):  # a node
        return _node_key(value)
    if hasattr(value, "start_node"):  # a relationship: its ends may come bare, its pair does not
        ends = [end for end in (value.start_node, value.end_node) if end is not None and end.labels]
        return (*ends, *str(value.get("pair") or "").split("|"))
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list | tuple | set | frozenset) else ()
