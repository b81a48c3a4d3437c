"""Which part of the map `mitigraph view` draws: around an issue, in a phase, what a query names."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mitigraph.cli.asking import STDIN
from mitigraph.cli.asking import find as find_query
from mitigraph.cli.options import Options
from mitigraph.errors import InputError, QueryError, UsageError
from mitigraph.loaders.wording import plural

if TYPE_CHECKING:
    from mitigraph.graph.session import GraphSession
    from mitigraph.queries.catalog import Query
    from mitigraph.viz.projection import MultiDiGraph

Edge = tuple[str, str, str]  # keys of start and end, type


@dataclass(frozen=True)
class Chosen:
    """What to draw: node keys, the links between them (None: all that the map has), and a line about it."""

    keys: set[str]
    subtitle: str
    links: frozenset[Edge] | None = None


@dataclass(frozen=True)
class Part:
    """Which part of the map somebody asks for; all of it where nothing is named."""

    issue: str | None
    phase: str | None
    query: str | None
    subgraph: str | None
    param: tuple[str, ...]
    packs: tuple[Path, ...]
    hops: int

    def demand_one(self) -> None:
        """Refuse options that do not go together."""
        names = ("issue", "phase", "query", "subgraph")
        given = [f"--{name}" for name in names if getattr(self, name) is not None]
        if len(given) > 1:
            raise UsageError(f"{' and '.join(given)} do not go together", "give one of them")
        if self.query is None and (self.param or self.packs):
            raise UsageError("--param and --packs belong to --query", "add --query ID, or leave them out")


def choose(options: Options, graph: GraphSession, whole: MultiDiGraph, part: Part) -> Chosen:
    """What to draw.

    Raises:
        QueryError: nothing matches, or there is nothing to draw.
    """
    from mitigraph.viz.selection import around_issues, find, in_phases  # noqa: PLC0415 - networkx is slow

    if not whole:
        raise QueryError("there is nothing to draw: the graph is empty", "run 'mitigraph load' first")
    if part.issue is not None:
        issues = find(whole, "Issue", part.issue)
        return Chosen(around_issues(whole, issues, part.hops), f"Around {_names(whole, issues)}")
    if part.phase is not None:
        phases = find(whole, "Phase", part.phase)
        return Chosen(in_phases(whole, phases), f"What occurs in {_names(whole, phases)}")
    if part.query is not None:
        return _queried(graph, whole, find_query(part.query, options, part.packs), part)
    if part.subgraph is not None:
        return _given(whole, part.subgraph)
    return Chosen(set(whole), "The whole map")


def _queried(graph: GraphSession, whole: MultiDiGraph, query: Query, part: Part) -> Chosen:
    """What a query names: where its header tells, with the links inside its rows and no others."""
    from mitigraph.queries.parameters import parse_assignments  # noqa: PLC0415
    from mitigraph.queries.runner import ask  # noqa: PLC0415
    from mitigraph.queries.views import subgraph  # noqa: PLC0415
    from mitigraph.viz.projection import node_key  # noqa: PLC0415
    from mitigraph.viz.selection import keys_in  # noqa: PLC0415

    question = ask(query, graph, parse_assignments(part.param))
    title = query.header.title if query.header else f"What {query.path.name} finds"
    if query.header and query.header.entities:
        found = subgraph(question, graph)
        keys = {node_key(*node.key) for node in found.nodes} & set(whole)
        edges = {(node_key(*link.start.key), node_key(*link.end.key), link.type) for link in found.links}
        _demand_some(keys, f"{query.id} names no")
        return Chosen(keys, title, frozenset(edges))
    answer = graph.read(query.text, question.values)
    keys = keys_in(whole, answer.rows)
    _demand_some(keys, f"{query.id} finds {plural(len(answer.rows), 'row')} without an")
    return Chosen(keys, title)


def _demand_some(keys: set[str], finds: str) -> None:
    if not keys:
        message = f"there is nothing to draw: {finds} entity or participant"
        raise QueryError(message, "let it return nodes, relationships, ids or names of them")


def _given(whole: MultiDiGraph, path: str) -> Chosen:
    """What `mitigraph query run --view graph --format json` wrote."""
    from mitigraph.viz.projection import node_key  # noqa: PLC0415

    try:
        text = sys.stdin.read() if path == STDIN else Path(path).read_text(encoding="utf-8")
        rows: list[dict[str, Any]] = json.loads(text)
        starts = [node_key(row["start_label"], row["start_id"]) for row in rows]
        ends = [node_key(row["end_label"], row["end_id"]) if row["type"] else None for row in rows]
    except (ValueError, KeyError, TypeError) as error:
        hint = "make it with 'mitigraph query run ID --view graph --format json'"
        raise InputError(f"{path}: this is no part of a map", hint) from error
    links = {
        (start, end, str(row["type"])) for start, end, row in zip(starts, ends, rows, strict=True) if end
    }
    keys = {*starts, *(end for end in ends if end)}
    missing = sorted(keys - set(whole))
    if missing:
        raise InputError(f"{path}: the graph has no '{missing[0]}'", "run the query again on this graph")
    _demand_some(keys, f"{path} names no")
    return Chosen(keys, f"What {path} names" if path != STDIN else "A part of the map", frozenset(links))


def _names(whole: MultiDiGraph, keys: list[str]) -> str:
    return ", ".join(str(whole.nodes[key]["name"]) for key in keys)
