"""Constraints, indexes and the plan, on every database."""

from __future__ import annotations

from pathlib import Path

import pytest

from mitigraph.errors import DatabaseError, MitigraphError
from mitigraph.graph.constraints import schema_statements
from mitigraph.graph.model import LINKS, NODES, RELATIONSHIPS
from mitigraph.graph.model_types import Layer
from mitigraph.graph.plan import TextRule, make_plan
from mitigraph.graph.session import GraphSession
from mitigraph.loaders.load import Request, checked_study, load, make_study_plan
from mitigraph.loaders.rows import desired_graph
from tests.databases import MarkedDatabase
from tests.studies import everything, given, load_given

CAUSE = {"interview": 1, "subject": "unset-seed", "relation": "causes", "object": "drift"}


def test_the_schema_may_be_made_again(graph: GraphSession) -> None:
    """Every statement may run twice: a load that was cut off makes the schema anew."""
    graph.schema(schema_statements())
    graph.schema(schema_statements())


@pytest.mark.parametrize("label", [node.label for node in NODES])
def test_an_id_is_unique_within_its_label(graph: GraphSession, label: str) -> None:
    """The database itself refuses a second node of an id."""
    graph.schema(schema_statements())
    graph.write(lambda tx: tx.run(f"CREATE (:{label} {{id: 'x'}})"))
    with pytest.raises(DatabaseError):
        graph.write(lambda tx: tx.run(f"CREATE (:{label} {{id: 'x'}})"))
    assert graph.read(f"MATCH (n:{label}) RETURN count(n)").rows == ((1,),)


@pytest.mark.parametrize("type_", [link.type for link in LINKS])
def test_a_pair_has_one_link_of_a_type(graph: GraphSession, type_: str) -> None:
    """The database itself refuses a second link of a pair."""
    graph.schema(schema_statements())
    start, end = next(link.ends[0] for link in LINKS if link.type == type_)
    create = f"CREATE (:{start} {{id: $a}})-[:{type_} {{pair: 'x|y'}}]->(:{end} {{id: $b}})"
    graph.write(lambda tx: tx.run(create, {"a": "x", "b": "y"}))
    with pytest.raises(DatabaseError):
        graph.write(lambda tx: tx.run(create, {"a": "p", "b": "q"}))


def test_a_plan_changes_nothing_and_says_what_a_load_does(database: MarkedDatabase, tmp_path: Path) -> None:
    """As many nodes and relationships are written as were planned; before that none is."""
    folder = tmp_path / "s"
    with database.open() as graph:
        load_given(graph, folder, given(statements=[CAUSE], excerpts=[{"interview": 2, "codes": "Drift"}]))
        before = everything(graph.read)
    statements = folder / "statements" / "all.csv"
    statements.write_text(
        statements.read_text(encoding="utf-8").replace("stated", "inferred"), encoding="utf-8"
    )
    study, request = checked_study(folder), Request(folder)
    with database.open("read") as graph:
        plan = make_study_plan(graph, study, request)[1]
        assert everything(graph.read) == before
    assert [part.id for part in plan.codings] == ["1/Ann"]
    assert plan.unchanged == 1
    with database.open() as graph:
        applied = load(graph, request).applied
        assert applied.nodes.total() + applied.relationships.total() == plan.size
        assert not make_study_plan(graph, study, request)[1].size


def test_a_part_changed_behind_our_back_is_found_by_a_full_plan(graph: GraphSession, tmp_path: Path) -> None:
    """An unchanged digest passes a coding over; ``full`` compares it, and a full load mends it."""
    load_given(graph, tmp_path / "s", given(statements=[CAUSE]))
    before = everything(graph.read)
    graph.write(lambda tx: tx.run("MATCH (s:Statement) SET s.basis = 'inferred'"))
    desired = desired_graph(checked_study(tmp_path / "s"))
    assert make_plan(graph.read, desired).size == 0
    assert make_plan(graph.read, desired, full=True).size == 1
    load(graph, Request(tmp_path / "s", full=True))
    assert everything(graph.read) == before


def test_exact_words_stay_until_they_are_dropped(graph: GraphSession, tmp_path: Path) -> None:
    """A load without transcripts leaves words that are there; --drop-text removes them."""
    load_given(graph, tmp_path / "s", given(statements=[CAUSE]))
    graph.write(lambda tx: tx.run("MATCH (x:Excerpt) SET x.text = 'words'"))
    load(graph, Request(tmp_path / "s", full=True))
    assert graph.read("MATCH (x:Excerpt) RETURN x.text").rows == (("words",),)
    load(graph, Request(tmp_path / "s", drop_text=True))
    assert graph.read("MATCH (x:Excerpt) RETURN x.text").rows == ((None,),)
    assert TextRule(drop=True).compares_all


def test_an_error_of_the_database_is_one_of_ours(graph: GraphSession) -> None:
    """Whatever the database refuses arrives as a message with a hint, never as a driver's exception."""
    with pytest.raises(MitigraphError) as error:
        graph.write(lambda tx: tx.run("CREATE (n:Issue {id: 'a'}) RETURN n.id +"))
    assert error.value.message
    assert error.value.hint


SEVERAL = {
    "quality_attributes": [{"id": "uptime", "name": "Uptime", "kind_of": "reliability"}],
    "causes": [{"id": "no-budget", "kind_of": "no-owner"}, {"id": "no-time", "kind_of": "no-owner"}],
    "codes": [
        {"code": "Shift", "kind": "issue", "denotes": "drift", "parent": "Q1"},
        {"code": "Skew", "kind": "issue", "denotes": "label-drift", "parent": "Q1"},
        {"code": "Q2", "kind": "marker", "asks_about": "drift; label-drift"},
    ],
    "interviews": [{"id": 1, "participant": "P1"}, {"id": 2, "participant": "P1"}],
    "excerpts": [
        {"interview": 1, "codes": "Shift; Skew", "at": 1},
        {"interview": 1, "codes": "Shift", "at": 2},
        {"interview": 1, "coder": "Bo", "codes": "Shift; Skew", "at": 1},
        {"interview": 2, "codes": "Skew", "at": 1},
    ],
    "statements": [
        {**CAUSE, "statement": "s1", "phase": "collection", "at": 1},
        {"interview": 1, "statement": "s1", "at": 2},
        {**CAUSE, "statement": "s2", "phase": "collection", "at": 1},
    ],
}


def test_what_the_model_calls_one_is_one(graph: GraphSession, tmp_path: Path) -> None:
    """With two of everything, exactly the declared directions of evidence lead to one node and no more."""
    load_given(graph, tmp_path / "s", given(**SEVERAL))
    for kind in (each for each in RELATIONSHIPS if each.layer is Layer.EVIDENCE or each.one_end):
        for start, end, one in (("a", "b", kind.one_end), ("b", "a", kind.one_start)):
            counted = f"MATCH (a)-[:{kind.type}]->(b) WITH {start}, count({end}) AS n RETURN max(n)"
            assert (graph.read(counted).rows[0][0] == 1) is one, (kind.type, start)
    read_from = "MATCH (c)-[:READ_FROM]->(s) WITH s, count(c) AS n RETURN max(n)"
    assert graph.read(read_from).rows == ((1,),)
