"""Loading: once, twice, after changes, after interruptions; the same on every database."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from mitigraph.errors import FindingsError, ForeignDatabase
from mitigraph.graph.apply import apply, prepare
from mitigraph.graph.census import take_census
from mitigraph.graph.derive import is_pending
from mitigraph.graph.session import GraphSession
from mitigraph.loaders.load import Request, checked_study, load, make_study_plan
from mitigraph.queries.given import write_study
from mitigraph.queries.integrity import faults
from tests.studies import everything, given, links, load_given

CAUSE = {
    "interview": 1,
    "subject": "unset-seed",
    "relation": "causes",
    "object": "drift",
    "phase": "deployment",
}
CODED = {"interview": 1, "codes": "Drift; Q1"}


def test_a_first_load_creates_all_and_a_second_nothing(graph: GraphSession, tmp_path: Path) -> None:
    """Loading twice writes nothing the second time, not even a record of the load."""
    first = load_given(graph, tmp_path / "s", given(excerpts=[CODED], statements=[CAUSE]))
    before = everything(graph.read)
    second = load(graph, Request(tmp_path / "s"))
    third = load(graph, Request(tmp_path / "s", full=True))
    assert first.applied.nodes["created"] > 10
    assert not second.applied.anything
    assert not third.applied.anything
    assert everything(graph.read) == before
    assert len(take_census(graph.read).loads) == 1


def test_evidence_becomes_links_with_counts(graph: GraphSession, tmp_path: Path) -> None:
    """A statement and codes give exactly the links that they support."""
    load_given(graph, tmp_path / "s", given(excerpts=[CODED], statements=[CAUSE]))
    assert links(graph.read, "CAUSES") == {
        ("unset-seed", "drift"): {"participants": 1, "excerpts": 1, "stated": 1}
    }
    assert links(graph.read, "OCCURS_IN") == {
        ("drift", "deployment"): {"participants": 1, "excerpts": 1, "stated": 1, "arises": 1, "codebook": 1}
    }
    assert links(graph.read, "REPORTS") == {
        ("P1", "drift"): {"participants": 1, "excerpts": 2, "stated": 1, "coded": 1}
    }
    assert faults(graph.read) == []


def test_codes_on_one_excerpt_are_a_hint_and_nothing_more(graph: GraphSession, tmp_path: Path) -> None:
    """Two codes on one excerpt give CO_CODED_WITH; the codebook's answer a link without participants."""
    load_given(graph, tmp_path / "s", given(excerpts=[{"interview": 1, "codes": "Drift; Drift-fix"}]))
    assert links(graph.read, "CO_CODED_WITH") == {("drift", "retraining"): {"participants": 1, "excerpts": 1}}
    assert links(graph.read, "MITIGATES") == {("retraining", "drift"): {"codebook": 1}}
    assert links(graph.read, "CAUSES") == {}
    rows = graph.read("MATCH (s:Statement) RETURN s.relation, s.basis ORDER BY s.relation").rows
    assert rows == (("arises_in", "codebook"), ("mitigates", "codebook"))


def test_an_alias_is_its_code(graph: GraphSession, tmp_path: Path) -> None:
    """An excerpt coded with an alias has the canonical code, and the spelling stays on the relationship."""
    load_given(graph, tmp_path / "s", given(excerpts=[{"interview": 1, "codes": "drift-old"}]))
    rows = graph.read("MATCH (:Excerpt)-[r:CODED_AS]->(c) RETURN c.id, r.as_written").rows
    assert rows == (("Drift", ["drift-old"]),)


@pytest.mark.parametrize(
    ("more", "counted"),
    [
        ({"polarity": "denied"}, {"denied": 1}),
        ({"about": "others"}, {"others": 1}),
        ({"about": "general"}, {"others": 1}),
        ({"polarity": "unclear"}, {}),
        ({"speaker": "interviewer"}, {}),
    ],
)
def test_what_is_not_affirmed_of_own_work_never_counts(
    graph: GraphSession, tmp_path: Path, more: dict[str, str], counted: dict[str, int]
) -> None:
    """Denied, others', unclear and the interviewer's own words make no link, and stand apart on one."""
    weak = {**CAUSE, "interview": 2, **more}
    load_given(graph, tmp_path / "s", given(statements=[weak]))
    assert links(graph.read, "CAUSES") == {}
    assert links(graph.read, "REPORTS") == {}
    load_given(graph, tmp_path / "s", given(statements=[weak, CAUSE]))
    expected = {"participants": 1, "excerpts": 1, "stated": 1, **counted}
    assert links(graph.read, "CAUSES")["unset-seed", "drift"] == expected
    assert faults(graph.read) == []


def test_a_label_without_underline_is_no_evidence(graph: GraphSession, tmp_path: Path) -> None:
    """The excerpt stays in the graph, flagged, and no link rests on it."""
    load_given(graph, tmp_path / "s", given(excerpts=[{**CODED, "extent": "label-only"}]))
    assert graph.read("MATCH (:Excerpt)-[r:CODED_AS]->() RETURN DISTINCT r.extent").rows == (("label-only",),)
    for type_ in ("REPORTS", "MENTIONS", "OCCURS_IN", "CO_CODED_WITH"):
        assert links(graph.read, type_) == {}


def test_to_deny_a_cause_does_not_deny_the_issue(graph: GraphSession, tmp_path: Path) -> None:
    """Only a denied report says that the participant did not have the issue."""
    coded = {"interview": 1, "codes": "Drift"}
    rows = given(excerpts=[coded], statements=[{**CAUSE, "polarity": "denied"}])
    load_given(graph, tmp_path / "s", rows)
    assert links(graph.read, "REPORTS")["P1", "drift"].get("denied") is None
    denied = {"interview": 1, "subject": "drift", "relation": "reports", "polarity": "denied"}
    load_given(graph, tmp_path / "s", given(excerpts=[coded], statements=[denied]))
    assert links(graph.read, "REPORTS")["P1", "drift"]["denied"] == 1


def test_only_codings_that_count_make_links(graph: GraphSession, tmp_path: Path) -> None:
    """Another coder's coding stays in the graph beside it; when it counts instead, the links follow."""
    by_bo = {**CODED, "coder": "Bo"}
    of_ann = {"id": 1, "counts": "Ann"}
    rows = given(statements=[CAUSE], excerpts=[by_bo], interviews=[of_ann])
    load_given(graph, tmp_path / "s", rows)
    assert links(graph.read, "REPORTS")["P1", "drift"] == {"participants": 1, "excerpts": 1, "stated": 1}
    load_given(
        graph,
        tmp_path / "s",
        given(statements=[CAUSE], excerpts=[by_bo], interviews=[{"id": 1, "counts": "Bo"}]),
    )
    assert links(graph.read, "REPORTS")["P1", "drift"] == {"participants": 1, "excerpts": 1, "coded": 1}
    assert links(graph.read, "CAUSES") == {}
    assert faults(graph.read) == []


def test_a_removed_row_takes_only_what_nothing_else_supports(graph: GraphSession, tmp_path: Path) -> None:
    """One of two statements goes: the link stays with smaller counts; the other goes: the link is gone."""
    other = {**CAUSE, "interview": 2}
    load_given(graph, tmp_path / "s", given(statements=[CAUSE, other]))
    assert links(graph.read, "CAUSES")["unset-seed", "drift"]["participants"] == 2
    load_given(graph, tmp_path / "s", given(statements=[CAUSE]))
    assert links(graph.read, "CAUSES")["unset-seed", "drift"]["participants"] == 1
    load_given(graph, tmp_path / "s", given())
    assert links(graph.read, "CAUSES") == {}
    assert links(graph.read, "REPORTS") == {}
    assert graph.read("MATCH (n) WHERE n:Excerpt OR n:Statement RETURN count(n)").rows == ((0,),)
    assert faults(graph.read) == []


def test_the_codebook_neither_denies_nor_tells_of_others(graph: GraphSession, tmp_path: Path) -> None:
    """A denied mitigation code, or one on others' work, makes no link; what somebody reads is not its own."""
    apart = [
        {"interview": 1, "codes": "Drift-fix", "polarity": "denied", "at": 2},
        {"interview": 1, "codes": "Drift-fix", "about": "others", "at": 3},
    ]
    load_given(graph, tmp_path / "s", given(excerpts=apart))
    assert links(graph.read, "MITIGATES") == {}
    told = {"interview": 1, "codes": "Drift-fix", "at": 1}
    read = {"interview": 1, "subject": "retraining", "relation": "mitigates", "object": "drift", "at": 4}
    both = {"interview": 1, "codes": "Drift-fix", "at": 4}
    load_given(graph, tmp_path / "s", given(excerpts=[told, both, *apart], statements=[read]))
    link = links(graph.read, "MITIGATES")["retraining", "drift"]
    assert {name: link.get(name) for name in ("participants", "denied", "others", "codebook")} == {
        "participants": 1,
        "denied": None,
        "others": None,
        "codebook": 1,
    }


def test_an_excerpt_says_what_it_only_tells_an_answer_to(graph: GraphSession, tmp_path: Path) -> None:
    """Of the statements on an excerpt about an entity, those that only say what mitigates it are counted."""
    answer = {"interview": 1, "subject": "retraining", "relation": "mitigates", "object": "drift"}
    load_given(graph, tmp_path / "s", given(statements=[answer, {**CAUSE, "at": 2}]))
    mentions = links(graph.read, "MENTIONS")
    counted: dict[str, list[tuple[int | None, int | None]]] = {end: [] for _, end in mentions}
    for (_, end), link in sorted(mentions.items()):
        counted[end].append((link.get("stated"), link.get("answered")))
    assert sorted(counted["drift"], key=str) == [(1, 1), (1, None)]
    assert counted["retraining"] == [(1, None)]


@pytest.mark.parametrize(
    "change",
    [
        {"codes": [{"code": "Drift", "kind": "issue", "denotes": "label-drift"}]},
        {"interviews": [{"id": 1, "participant": "P9"}]},
    ],
    ids=["a code denotes another entity", "an interview has another participant"],
)
def test_a_wide_change_derives_all_links_anew(
    graph: GraphSession, tmp_path: Path, change: dict[str, Any]
) -> None:
    """After a change outside the codings, every link is what a load from nothing would give."""
    load_given(graph, tmp_path / "s", given(excerpts=[CODED], statements=[CAUSE]))
    changed = given(excerpts=[CODED], statements=[CAUSE])
    for part, rows in change.items():
        changed[part] = [*rows, *(row for row in changed.get(part, []) if row.get("code") != "Drift")]
    load_given(graph, tmp_path / "s", changed)
    assert faults(graph.read) == []
    assert not is_pending(graph.read)
    after = everything(graph.read)
    graph.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n"))
    load(graph, Request(tmp_path / "s"))
    assert everything(graph.read) == after


def test_links_of_another_version_are_derived_anew(graph: GraphSession, tmp_path: Path) -> None:
    """Where other queries derived the links, an unchanged study's next load brings them in line."""
    load_given(graph, tmp_path / "s", given(excerpts=[CODED], statements=[CAUSE]))
    before = everything(graph.read)
    graph.write(lambda tx: tx.run("MATCH (s:Study) SET s.derived_by = 'older'"))
    graph.write(lambda tx: tx.run("MATCH (:Excerpt)-[l:MENTIONS]->() REMOVE l.answered"))
    assert is_pending(graph.read)
    assert take_census(graph.read).pending
    assert [fault.what for fault in faults(graph.read)] == ["links are still to be derived"]
    again = load(graph, Request(tmp_path / "s"))
    assert again.applied.links["changed"] > 0
    assert not is_pending(graph.read)
    assert everything(graph.read) == before


class Cut(Exception):
    """Stands for a kill in the middle of a load."""


@pytest.mark.parametrize("step", [0, 1, 2, 3])
def test_a_cut_off_load_is_finished_by_the_next(graph: GraphSession, tmp_path: Path, step: int) -> None:
    """Wherever a load ends too early, the next one ends in the graph of an uninterrupted load."""
    before = given(excerpts=[CODED], statements=[CAUSE, {**CAUSE, "interview": 2}])
    load_given(graph, tmp_path / "s", before)
    after = given(
        excerpts=[{**CODED, "interview": 3}], statements=[{**CAUSE, "interview": 2, "basis": "inferred"}]
    )
    after["codes"][0] = {**after["codes"][0], "denotes": "label-drift"}
    shutil.rmtree(tmp_path / "s")
    (tmp_path / "s").mkdir()
    write_study(after, tmp_path / "s")
    steps = iter(range(100))

    def cut(_part: str) -> None:
        if next(steps) == step:
            raise Cut

    with pytest.raises(Cut):
        load(graph, Request(tmp_path / "s"), cut)
    assert is_pending(graph.read)
    load(graph, Request(tmp_path / "s"))
    assert faults(graph.read) == []
    found = everything(graph.read)
    graph.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n"))
    load(graph, Request(tmp_path / "s"))
    assert everything(graph.read) == found


def test_a_load_that_was_cut_off_before_its_record(graph: GraphSession, tmp_path: Path) -> None:
    """The next load records the sources that none brought, each once, also one that changed since."""
    folder = tmp_path / "s"
    folder.mkdir()
    write_study(given(statements=[CAUSE]), folder)
    prepare(graph, checked_study(folder).settings.id)
    desired, plan = make_study_plan(graph, checked_study(folder), Request(folder))
    apply(graph, desired, plan)
    brought = "MATCH (s:Source) RETURN s.name, COUNT { (:Load)-[:BROUGHT]->(s) } AS n ORDER BY s.name"
    assert {row[1] for row in graph.read(brought).rows} == {0}
    statements = folder / "statements" / "all.csv"
    statements.write_text(
        statements.read_text(encoding="utf-8").replace("stated", "inferred"), encoding="utf-8"
    )
    load(graph, Request(folder))
    assert {row[1] for row in graph.read(brought).rows} == {1}
    assert faults(graph.read) == []


def test_another_study_is_refused(graph: GraphSession, tmp_path: Path) -> None:
    """A database holds one study: loading another changes nothing."""
    load_given(graph, tmp_path / "s", given(statements=[CAUSE]))
    before = everything(graph.read)
    settings = tmp_path / "s" / "study.yaml"
    text = settings.read_text(encoding="utf-8")
    study = graph.read("MATCH (s:Study) RETURN s.id").rows[0][0]
    settings.write_text(text.replace(f"id: {study}", "id: another"), encoding="utf-8")
    with pytest.raises(ForeignDatabase, match=f"'{study}', not 'another'"):
        load(graph, Request(tmp_path / "s"))
    assert everything(graph.read) == before


def test_a_database_with_something_else_is_refused(graph: GraphSession, tmp_path: Path) -> None:
    """Data that is no study's is never mixed with one, even where its labels look like ours."""
    for label in ("Person", "Issue"):
        graph.write(lambda tx, label=label: tx.run(f"CREATE (:{label} {{id: 'x'}})"))  # type: ignore[misc]
        with pytest.raises(ForeignDatabase):
            load_given(graph, tmp_path / "s", given())
        graph.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n"))


def test_a_study_with_errors_is_not_loaded(graph: GraphSession, tmp_path: Path) -> None:
    """An unknown code stops the load before anything is written."""
    with pytest.raises(FindingsError, match="code 'Drft' is not in the codebook"):
        load_given(graph, tmp_path / "s", given(excerpts=[{"interview": 1, "codes": "Drft"}]))
    assert everything(graph.read) == ([], [])


def test_text_of_any_script_and_kind_survives(graph: GraphSession, tmp_path: Path) -> None:
    """Paraphrases keep every character: quotes, backslashes, emoji, right-to-left, combining marks."""
    words = "naïve \"quoted\" \\ back\\slash 'x' 漢字 🙂 עברית e\u0301 $p {x} `y` // no comment"
    load_given(graph, tmp_path / "s", given(excerpts=[{**CODED, "paraphrase": words}]))
    assert graph.read("MATCH (x:Excerpt) RETURN x.paraphrase").rows == ((words,),)


def test_declared_links_open_to_their_file_and_line(graph: GraphSession, tmp_path: Path) -> None:
    """What the registry says carries the place where it says it."""
    load_given(graph, tmp_path / "s", given())
    for type_, line in (("DEGRADES", 2), ("KIND_OF", 3)):
        rows = graph.read(f"MATCH ()-[r:{type_}]->() RETURN r.file, r.line").rows
        assert rows == (("registry/issues.csv", line),)


def test_the_load_is_recorded_with_its_sources(graph: GraphSession, tmp_path: Path) -> None:
    """A load says when, by which version and how much; it is joined to the files it brought."""
    load_given(graph, tmp_path / "s", given(excerpts=[CODED], statements=[CAUSE]))
    rows = graph.read(
        "MATCH (l:Load)-[:BROUGHT]->(s:Source)<-[:READ_FROM]-(c:Coding) "
        "RETURN c.id, s.format, l.created > 0, l.time IS NOT NULL ORDER BY s.name"
    ).rows
    assert {row[0] for row in rows} == {"1/Ann"}
    assert all(row[1:] == ("standoff", True, True) for row in rows)
    assert len(rows) == 2
