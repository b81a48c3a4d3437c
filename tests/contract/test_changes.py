"""Any change of a study, loaded over the old one, must end in the graph of a load from nothing."""

from __future__ import annotations

import random
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from mitigraph.errors import DatabaseError, Overtaken
from mitigraph.graph.apply import apply
from mitigraph.graph.elements import STAMP
from mitigraph.graph.session import GraphSession
from mitigraph.loaders.load import Request, checked_study, load, make_study_plan
from mitigraph.queries.given import write_study
from mitigraph.queries.integrity import faults
from tests.databases import MarkedDatabase
from tests.studies import everything, given, links, load_given

ENDS = {
    "causes": [
        ("unset-seed", "drift"),
        ("unset-seed", "label-drift"),
        ("no-owner", "drift"),
        ("no-owner", "unset-seed"),
    ],
    "leads_to": [("drift", "lost-trust"), ("drift", "label-drift"), ("retraining", "lost-trust")],
    "mitigates": [("retraining", "drift"), ("retraining", "no-owner"), ("retraining", "lost-trust")],
}
ALONE = {
    "arises_in": ["drift", "lost-trust"],
    "shows_in": ["drift"],
    "reports": ["drift", "label-drift", "no-owner"],
}


def random_statement(chance: random.Random) -> dict[str, Any]:
    """A statement that the model allows."""
    relation = chance.choice([*ENDS, *ALONE])
    row: dict[str, Any] = {
        "interview": chance.randint(1, 3),
        "coder": chance.choice(["Ann", "Bo"]),
        "relation": relation,
        "basis": chance.choice(["stated", "inferred"]),
        "polarity": chance.choice(["affirmed", "affirmed", "affirmed", "denied", "unclear"]),
        "about": chance.choice(["own", "own", "own", "others", "general"]),
        "at": chance.randint(1, 6),
    }
    if relation in ENDS:
        row["subject"], row["object"] = chance.choice(ENDS[relation])
    else:
        row["subject"] = chance.choice(ALONE[relation])
    if relation in ("arises_in", "shows_in") or chance.random() < 0.5:
        row["phase"] = chance.choice(["collection", "deployment"])
    if relation == "mitigates":
        row["outcome"] = chance.choice(["worked", "failed", "applied", "proposed", "planned", "unknown"])
    return row


def random_study(chance: random.Random) -> dict[str, Any]:
    """A study of up to three interviews and two coders."""
    coded = {
        (chance.randint(1, 3), chance.choice(["Ann", "Bo"]), chance.randint(1, 6)): chance.sample(
            ["Drift", "Drift-fix", "Q1", "Seed"], chance.randint(1, 3)
        )
        for _ in range(chance.randint(0, 8))
    }
    excerpts = [
        {
            "interview": interview,
            "coder": coder,
            "at": at,
            "codes": codes,
            "polarity": chance.choice(["affirmed", "denied"]),
        }
        for (interview, coder, at), codes in coded.items()
    ]
    statements = [random_statement(chance) for _ in range(chance.randint(0, 10))]
    rows = given(excerpts=excerpts, statements=statements)
    rows["codes"] = [
        *rows["codes"],
        {"code": "Seed", "kind": "cause", "denotes": chance.choice(["unset-seed", "no-owner"])},
    ]
    interviews = sorted({row["interview"] for row in (*excerpts, *statements)})
    coders = {
        i: sorted({row["coder"] for row in (*excerpts, *statements) if row["interview"] == i})
        for i in interviews
    }
    rows["interviews"] = [
        {
            "id": i,
            "participant": chance.choice([f"P{i}", "P1"]),
            "counts": chance.choice([coders[i][:1], coders[i]]),
        }
        for i in interviews
    ]
    return rows


@pytest.mark.parametrize("seed", range(8))
def test_a_load_over_another_equals_a_load_from_nothing(
    graph: GraphSession, tmp_path: Path, seed: int
) -> None:
    """Three random studies after each other, then the last one alone: the same graph, no fault in any."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    for _ in range(3):
        load_given(graph, tmp_path / "s", random_study(chance))
        assert faults(graph.read) == []
    over = everything(graph.read)
    graph.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n"))
    load(graph, Request(tmp_path / "s"))
    assert everything(graph.read) == over


def test_a_code_that_comes_to_denote_a_new_entity(graph: GraphSession, tmp_path: Path) -> None:
    """What every import asks for: say what a new code denotes. Excerpts that are there already make links."""
    coded = [{"interview": 1, "codes": "Later; Drift"}]
    before = given(excerpts=coded, codes=[{"code": "Later", "kind": "context"}])
    load_given(graph, tmp_path / "s", before)
    after = given(
        excerpts=coded, issues=["later"], codes=[{"code": "Later", "kind": "issue", "denotes": "later"}]
    )
    load_given(graph, tmp_path / "s", after)
    assert faults(graph.read) == []
    assert ("P1", "later") in links(graph.read, "REPORTS")


@pytest.mark.parametrize("kind", ["causes", "consequences"])
def test_an_entity_that_changes_its_kind(graph: GraphSession, tmp_path: Path, kind: str) -> None:
    """Same id, another label, in two codings: the links move to the new node, none is there twice."""
    rows = [
        {"interview": interview, "subject": "retraining", "relation": "mitigates", "object": "moved", "at": 1}
        for interview in (1, 2)
    ]
    load_given(graph, tmp_path / "s", given(issues=["moved"], statements=rows))
    changed = [{**row, "basis": "inferred"} if row["interview"] == 1 else row for row in rows]
    load_given(graph, tmp_path / "s", given(**{kind: ["moved"], "statements": changed}))
    assert faults(graph.read) == []
    over = everything(graph.read)
    graph.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n"))
    load(graph, Request(tmp_path / "s"))
    assert everything(graph.read) == over


def test_a_relationship_that_stands_twice_is_found_and_mended(graph: GraphSession, tmp_path: Path) -> None:
    """The database cannot hold evidence relationships unique; the check sees it, a full load mends it."""
    load_given(graph, tmp_path / "s", given(excerpts=[{"interview": 1, "codes": "Drift"}]))
    before = everything(graph.read)
    again = "MATCH (x:Excerpt)-[r:CODED_AS]->(c:Code) CREATE (x)-[q:CODED_AS]->(c) SET q = properties(r)"
    graph.write(lambda tx: tx.run(again))
    assert [fault.what for fault in faults(graph.read)] == ["two relationships of one type between one pair"]
    load(graph, Request(tmp_path / "s", full=True))
    assert everything(graph.read) == before


def test_a_load_that_was_overtaken_plans_again(graph: GraphSession, tmp_path: Path) -> None:
    """Another load commits between plan and writing: the result is that of the last load, nothing twice."""
    load_given(graph, tmp_path / "s", given(excerpts=[{"interview": 1, "codes": "Drift"}]))
    study = checked_study(tmp_path / "s")
    desired, plan = make_study_plan(graph, study, Request(tmp_path / "s"))
    assert plan.size == 0
    shutil.rmtree(tmp_path / "s")
    (tmp_path / "s").mkdir()
    write_study(given(excerpts=[{"interview": 1, "codes": "Drift; Q1"}]), tmp_path / "s")
    study = checked_study(tmp_path / "s")
    desired, plan = make_study_plan(graph, study, Request(tmp_path / "s"))
    load(graph, Request(tmp_path / "s"))
    with pytest.raises(Overtaken):
        apply(graph, desired, plan)
    assert faults(graph.read) == []
    assert graph.read("MATCH ()-[r:CODED_AS]->() RETURN count(r)").rows == ((2,),)


def test_a_second_study_is_refused_by_the_database(graph: GraphSession, tmp_path: Path) -> None:
    """Even a load that did not see the other study's stamp cannot put a second one beside it."""
    load_given(graph, tmp_path / "s", given())
    with pytest.raises(DatabaseError):
        graph.write(lambda tx: tx.run("CREATE (:Study {id: 'other', stamp: $stamp})", {"stamp": STAMP}))


def test_the_integrity_check_finds_what_is_wrong(graph: GraphSession, tmp_path: Path) -> None:
    """A link without evidence, a wrong count, a missing link and a loose excerpt are all found."""
    cause = {"interview": 1, "subject": "unset-seed", "relation": "causes", "object": "drift"}
    load_given(graph, tmp_path / "s", given(statements=[cause]))
    spoil = [
        "MATCH (a:Cause {id: 'no-owner'}), (b:Issue) CREATE (a)-[:CAUSES {pair: 'no-owner|' + b.id}]->(b)",
        "MATCH (:Cause)-[r:CAUSES {pair: 'unset-seed|drift'}]->() SET r.participants = 7",
        "MATCH (:Participant)-[r:REPORTS]->() DELETE r",
        "CREATE (:Excerpt {id: 'loose'})",
    ]
    for statement in spoil:
        graph.write(lambda tx, statement=statement: tx.run(statement))  # type: ignore[misc]
    assert {(fault.what, fault.where) for fault in faults(graph.read)} >= {
        ("a CAUSES link without evidence", "no-owner|drift"),
        ("a CAUSES link without evidence", "no-owner|label-drift"),
        ("wrong counts on a CAUSES link", "unset-seed|drift"),
        ("a missing REPORTS link", "P1|drift"),
        ("an excerpt that belongs to no coding", "loose"),
    }


def test_loads_at_the_same_time_end_in_one_right_graph(database: MarkedDatabase, tmp_path: Path) -> None:
    """Three loads of a changed study at once: nothing stands twice, every link is what its evidence says."""
    folder = tmp_path / "s"
    with database.open() as graph:
        load_given(graph, folder, random_study(random.Random(1)))  # noqa: S311 - repeatable, not secret
    shutil.rmtree(folder)
    folder.mkdir()
    write_study(random_study(random.Random(2)), folder)  # noqa: S311

    def load_it(_number: int) -> None:
        with database.open() as graph:
            load(graph, Request(folder))

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(load_it, range(3)))
    with database.open() as graph:
        assert faults(graph.read) == []
        found = everything(graph.read)
        graph.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n"))
        load(graph, Request(folder))
        assert everything(graph.read) == found
