"""Which part of the map an option chooses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mitigraph.errors import QueryError
from mitigraph.graph.session import GraphSession
from mitigraph.viz.projection import read_map
from mitigraph.viz.selection import around_issues, find, in_phases, keys_in
from tests.viz.given import SHOP, load_given

if TYPE_CHECKING:
    from mitigraph.viz.projection import MultiDiGraph


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("drift", ["drift"]),
        ("DRIFT", ["drift"]),
        ("Data change over time", ["change"]),
        ("décalage", ["drift"]),
        ("d", ["change", "drift", "unheard", "wrong-orders"]),
        ("change", ["change"]),
        ("wrong orders", ["wrong-orders"]),
    ],
)
def test_an_entity_is_found_by_id_name_alias_or_part(
    whole_shop: MultiDiGraph, words: str, found: list[str]
) -> None:
    """An id goes before a whole name, that before parts of names; case does not count."""
    assert find(whole_shop, "Issue", words) == found


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("drfit", "did you mean 'drift'?"),
        ("wrong order form", "did you mean 'wrong-orders'?"),
        ("a calendar", "'no-calendar' is a cause"),
        ("zzzzqqqq", "there is: change, drift, unheard, wrong-orders"),
        ("", "there is: change, drift, unheard, wrong-orders"),
    ],
)
def test_an_unknown_entity_names_the_nearest(whole_shop: MultiDiGraph, words: str, hint: str) -> None:
    """A slip is answered with what may have been meant, nonsense with what there is."""
    with pytest.raises(QueryError) as error:
        find(whole_shop, "Issue", words)
    assert (error.value.message, error.value.hint) == (f"no issue is called '{words}'", hint)


def test_around_an_issue_are_chain_answers_phase_and_people(whole_shop: MultiDiGraph) -> None:
    """Two hops back and on, what mitigates any of it, its phase, quality and reporters; nothing else."""
    assert around_issues(whole_shop, ["drift"]) == {
        "drift", "holidays", "no-calendar", "wrong-orders", "waste", "alerts", "retraining",
        "deployment", "accuracy", "participant:P1", "participant:P2",
    }  # fmt: skip


def test_one_hop_leaves_out_what_is_two_away(whole_shop: MultiDiGraph) -> None:
    """With one hop the causes of causes and the consequences of consequences stay out."""
    away = around_issues(whole_shop, ["drift"], hops=2) - around_issues(whole_shop, ["drift"], hops=1)
    assert away == {"no-calendar", "waste"}


def test_a_broad_issue_brings_its_kinds(whole_shop: MultiDiGraph) -> None:
    """Around a broad issue stands what is around each kind of it."""
    assert around_issues(whole_shop, ["change"]) == around_issues(whole_shop, ["drift"]) | {"change"}


def test_a_phase_has_what_occurs_in_it(whole_shop: MultiDiGraph) -> None:
    """A phase brings the issues there with one hop around; an idle phase stands alone."""
    assert in_phases(whole_shop, ["deployment"]) == around_issues(whole_shop, ["drift"], hops=1)
    assert in_phases(whole_shop, ["collection"]) == {"collection"}


ROWS = {
    "MATCH (n:Issue {id: 'drift'}) RETURN n": {"drift"},
    "MATCH (:Cause {id: 'holidays'})-[r:CAUSES]->() RETURN r": {"holidays", "drift"},
    "MATCH p = (:Cause {id: 'no-calendar'})-[:CAUSES]->()-[:CAUSES]->() RETURN p": {
        "no-calendar",
        "holidays",
        "drift",
    },
    "MATCH (:Participant {id: 'P1'})-[r:REPORTS]->(:Issue {id: 'drift'}) RETURN r": {
        "participant:P1",
        "drift",
    },
    "MATCH (p:Participant)-[:REPORTS]->(i:Issue {id: 'drift'}) RETURN collect(p) AS p, {is: i.id} AS m": {
        "participant:P1",
        "participant:P2",
        "drift",
    },
    "MATCH (i:Issue {id: 'wrong-orders'}) RETURN i.name AS issue, 'P1' AS by": {
        "participant:P1",
        "wrong-orders",
    },
    "MATCH (c:Code) RETURN c, count(*) AS n, null AS nothing": set(),
}


def test_a_querys_rows_name_nodes_in_any_shape(graph: GraphSession, tmp_path: Path) -> None:
    """Nodes, relationships, paths, lists, maps, ids and names all choose; what is no entity does not."""
    load_given(graph, SHOP, tmp_path)
    drawn = read_map(graph)
    assert {query: keys_in(drawn, graph.read(query).rows) for query in ROWS} == ROWS
