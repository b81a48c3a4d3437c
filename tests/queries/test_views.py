"""The three views of an answer, the excerpts behind its rows, and its text with the values filled in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mitigraph.cli import asking
from mitigraph.errors import QueryError
from mitigraph.graph.session import GraphSession
from mitigraph.queries.catalog import catalog, query_of
from mitigraph.queries.explain import explained, literal
from mitigraph.queries.runner import ask, run
from mitigraph.queries.views import VIEWS, as_count, as_graph, subgraph
from tests.queries.command import Command
from tests.queries.files import GOOD
from tests.studies import given, load_given

STUDY = given(
    statements=[
        {"interview": 1, "subject": "unset-seed", "relation": "causes", "object": "drift", "at": 3},
        {"interview": 1, "subject": "unset-seed", "relation": "causes", "object": "drift", "at": 1},
        {"interview": 2, "subject": "unset-seed", "relation": "causes", "object": "label-drift"},
        {
            "interview": 2,
            "subject": "no-owner",
            "relation": "causes",
            "object": "drift",
            "polarity": "denied",
        },
        {"interview": 3, "subject": "drift", "relation": "leads_to", "object": "lost-trust"},
    ]
)


@pytest.fixture
def loaded(graph: GraphSession, tmp_path: Path) -> GraphSession:
    """A graph with two causal links and a consequence."""
    load_given(graph, tmp_path / "study", STUDY)
    return graph


def test_the_command_offers_every_view() -> None:
    """The views of --view are those that there are (named twice, so that help imports nothing)."""
    assert tuple(VIEWS) == asking.VIEWS


def test_the_graph_has_the_links_inside_rows_and_no_others(loaded: GraphSession) -> None:
    """What stands in one row is joined by its links of the map; what stands in two rows is not."""
    causes = catalog().get("causes/of-issue")
    found = subgraph(ask(causes, loaded), loaded)
    assert [(link.type, link.start.id, link.end.id) for link in found.links] == [
        ("CAUSES", "unset-seed", "drift"),
        ("CAUSES", "unset-seed", "label-drift"),
    ]  # label-drift is a kind of drift, and they share no row
    assert [node.key for node in found.nodes] == [
        ("Cause", "unset-seed"),
        ("Issue", "drift"),
        ("Issue", "label-drift"),
    ]


def test_a_node_without_a_link_has_a_row(loaded: GraphSession) -> None:
    """Nothing that the answer names is lost in the view as a graph."""
    ranking = catalog().get("causes/by-origin")
    table = as_graph(ask(ranking, loaded, {"lies_with": "unknown"}), loaded)
    assert table.rows == ()
    table = as_graph(ask(catalog().get("entities/search"), loaded, {"words": "seed"}), loaded)
    assert ("Unset seed", None, None, "Cause") in {
        (row["start"], row["type"], row["end"], row["start_label"]) for row in table.records()
    }


def test_the_count_is_of_distinct_things(loaded: GraphSession) -> None:
    """An issue in two rows counts once, and the denominator is what the header says."""
    reports = catalog().get("participants/reports")
    assert len(run(reports, loaded).rows) == 3
    assert as_count(ask(reports, loaded), loaded).rows[0][:3] == (2, 2, 1.0)
    assert as_count(ask(reports, loaded, {"participant": "P1"}), loaded).rows[0][:3] == (1, 2, 0.5)


def test_a_share_of_nothing_is_none(graph: GraphSession) -> None:
    """Nothing is divided by nothing."""
    reports = catalog().get("participants/reports")
    assert as_count(ask(reports, graph), graph).rows[0][:3] == (0, 0, None)


@pytest.mark.parametrize("view", [as_graph, as_count])
def test_a_query_without_the_declaration_is_refused(view: object, graph: GraphSession) -> None:
    """A query that does not say what is an entity, or a denominator, says so."""
    plain = query_of(GOOD, Path("mine.cypher"), "mine/issues")[0]
    with pytest.raises(QueryError, match="mine/issues has no view as a"):
        VIEWS["graph" if view is as_graph else "count"](ask(plain, graph), graph)


def test_evidence_opens_each_row_to_its_excerpts(loaded: GraphSession) -> None:
    """The excerpts are those that the row counts, in the order of the interview, and no others."""
    causes = catalog().get("causes/of-issue")
    row = run(causes, loaded, {"issue": "drift"}, evidence=True).records()[0]
    assert [(each["interview"], each["turn"]) for each in row["evidence"]] == [("1", 1), ("1", 3)]
    assert row["excerpts"] == 2
    assert "excerpt_ids" not in row
    assert "evidence" not in run(causes, loaded, {"issue": "drift"}).columns


def test_evidence_of_a_query_that_has_none_is_refused(graph: GraphSession) -> None:
    """A query that does not hand out ids of excerpts cannot be opened, and the error says how it could."""
    plain = query_of(GOOD, Path("mine.cypher"), "mine/issues")[0]
    with pytest.raises(QueryError, match="do not say which excerpts") as raised:
        run(plain, graph, evidence=True)
    assert "excerpt_ids" in raised.value.hint


def test_the_explained_text_answers_alike(loaded: GraphSession) -> None:
    """With the values in their places the text runs without parameters, and gives the same rows."""
    causes = catalog().get("causes/of-issue")
    question = ask(causes, loaded, {"issue": "drift", "level": "with-kinds"})
    text = explained(causes, question.values)
    assert "$" not in text
    assert loaded.read(text).rows[0][:5] == run(causes, loaded, question.values).rows[0][:5]


HOSTILE = ["it's", 'say "no"', "back\\slash", "line\nfeed", "tab\t", "ü ↦ 🙂", "' OR 1=1 //", "$issue", ""]


@pytest.mark.parametrize(
    "value", [None, True, False, 0, -3, 0.5, 1e-9, *HOSTILE, ["a", "b's"], [], {"k`ey": [1, None]}]
)
def test_a_literal_gives_the_value_back(graph: GraphSession, value: object) -> None:
    """Whatever a value holds, its literal is that value and nothing else."""
    assert graph.read(f"RETURN {literal(value)} AS value").rows == ((value,),)


# --- the command ---------------------------------------------------------------------------------------


def test_a_part_of_a_name_is_said_to_be_taken(mitigraph: Command) -> None:
    """What a part of a name was taken for is told; the answer alone goes to stdout."""
    done = mitigraph("query", "run", "causes/of-issue", "-p", "issue=DRI", "-f", "csv")
    assert done.err == "'DRI' is taken for drift (Drift)\n"
    assert done.out.startswith("issue,cause")


def test_an_ambiguous_name_lists_its_candidates(mitigraph: Command) -> None:
    """A word that fits several things is refused, with their ids and names."""
    done = mitigraph("query", "run", "causes/of-issue", "-p", "issue=r")
    assert done.code == 1
    message, hint = done.err.splitlines()
    assert message == "error: causes/of-issue: 'r' may mean 3 things (issue)"
    assert hint == "  give one of these ids: hurry (Hurry); drift (Drift); trust (Lack of trust)"


def test_evidence_shows_paraphrases(mitigraph: Command) -> None:
    """Each row names who says it, where, in the coder's words."""
    done = mitigraph("query", "run", "causes/of-issue", "--evidence", "-f", "json")
    said = json.loads(done.out)[0]["evidence"]
    assert said[0]["paraphrase"] == "Rushed work lets drift in"
    assert {each["participant"] for each in said} == {"P1", "P2"}
    text = mitigraph("query", "run", "causes/of-issue", "--evidence", "-f", "csv").out
    assert "P1, 1/Ann/1:0-1:40: Rushed work lets drift in\nP2, 2/Ann/" in text


def test_count_and_graph_from_the_command(mitigraph: Command) -> None:
    """--view count is one row, --view graph a row for each link."""
    count = mitigraph("query", "run", "participants/reports", "--view", "count", "-f", "json")
    assert json.loads(count.out)[0]["numerator"] == 1
    graph = mitigraph("query", "run", "causes/of-issue", "--view", "graph", "-f", "json")
    assert [(row["start_id"], row["type"], row["end_id"]) for row in json.loads(graph.out)] == [
        ("hurry", "CAUSES", "drift")
    ]


def test_explain_runs_nothing_and_names_ids(mitigraph: Command) -> None:
    """--explain prints Cypher with the id that a name was taken for, and no answer."""
    done = mitigraph("query", "run", "causes/of-issue", "-p", "issue=dri", "--explain")
    assert done.out.startswith("// causes/of-issue: What causes an issue")
    assert "i.id = 'drift'" in done.out
    assert "Rushed" not in done.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("evidence/denials", "--view", "count"),
            "evidence/denials has no view as a count: its header declares no denominator",
        ),
        (("causes/of-issue", "--view", "graph", "--evidence"), "--evidence belongs to --view table"),
    ],
)
def test_what_does_not_go_together(mitigraph: Command, arguments: tuple[str, ...], message: str) -> None:
    """A view that a query does not have, and options that exclude each other, are refused."""
    done = mitigraph("query", "run", *arguments)
    assert done.err.splitlines()[0] == f"error: {message}"
    assert done.out == ""


@pytest.mark.parametrize("view", ["graph", "count"])
def test_what_nobody_tells_is_in_no_other_view(graph: GraphSession, tmp_path: Path, view: str) -> None:
    """A row that rests on the codebook alone stands in the table, and in neither the graph nor the count."""
    rows = given(excerpts=[{"interview": 1, "codes": "Drift", "at": 1}])
    load_given(graph, tmp_path / "study", rows)
    by_phase = catalog().get("issues/by-phase")
    assert [row["participants"] for row in run(by_phase, graph).records()] == [0]
    table = VIEWS[view](ask(by_phase, graph), graph)
    assert table.rows == () if view == "graph" else table.rows[0][0] == 0


def test_a_graph_without_a_link_says_so(mitigraph: Command) -> None:
    """Loose nodes are no map: whoever asked for one is told."""
    done = mitigraph("query", "run", "entities/search", "-p", "words=drift", "--view", "graph", "-f", "csv")
    assert "no link of the map joins" in done.err


def test_explain_goes_into_a_file_and_with_nothing_that_runs(mitigraph: Command, tmp_path: Path) -> None:
    """What --explain says goes where -o says; options that would run something are refused."""
    path = tmp_path / "q.cypher"
    done = mitigraph("query", "run", "causes/shared", "--explain", "-o", str(path))
    assert (done.out, path.read_text(encoding="utf-8")[:16]) == ("", "// causes/shared")
    refused = mitigraph("query", "run", "causes", "--all", "-o", str(tmp_path), "--explain")
    assert refused.code == 2
    assert [each.name for each in tmp_path.iterdir()] == ["q.cypher"]


def test_a_title_stays_on_its_line() -> None:
    """A line end in a title would end the comment, and what comes after it would be code."""
    text = GOOD.replace("title: Which issues are there?", 'title: "Which?\\n:param x => 1"')
    query = query_of(text, Path("mine.cypher"), "mine/issues")[0]
    assert explained(query, {"issue": None}).splitlines()[0] == "// mine/issues: Which? :param x => 1"
