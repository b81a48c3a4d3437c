"""From the graph to the networkx map: what is in it, and the evidence behind it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mitigraph.graph.backends import open_graph
from mitigraph.graph.session import GraphSession
from mitigraph.settings import EmbeddedTarget
from mitigraph.viz.evidence import Evidence
from mitigraph.viz.projection import counts, holds_words, project, read_map
from tests.viz.given import SHOP, load_given

if TYPE_CHECKING:
    from mitigraph.viz.projection import MultiDiGraph

LINKS = {
    ("holidays", "drift", "CAUSES"),
    ("no-calendar", "holidays", "CAUSES"),
    ("drift", "wrong-orders", "LEADS_TO"),
    ("wrong-orders", "waste", "LEADS_TO"),
    ("alerts", "drift", "MITIGATES"),
    ("alerts", "waste", "MITIGATES"),
    ("retraining", "drift", "MITIGATES"),
    ("drift", "deployment", "OCCURS_IN"),
    ("participant:P1", "drift", "REPORTS"),
    ("participant:P1", "wrong-orders", "REPORTS"),
    ("participant:P2", "drift", "REPORTS"),
    ("participant:P2", "wrong-orders", "REPORTS"),
    ("drift", "accuracy", "DEGRADES"),
    ("drift", "change", "KIND_OF"),
}


def edges(drawn: MultiDiGraph) -> set[tuple[str, str, str]]:
    """Every edge as start, end and type."""
    return set(drawn.edges(keys=True))


def behind(found: tuple[Evidence, ...]) -> list[tuple[str, int, str, bool]]:
    """Participant, turn, basis and whether it counts, of each piece of evidence."""
    return [(item.participant, item.start_turn, item.basis, item.affirms) for item in found]


def test_the_map_has_all_links_and_their_evidence(graph: GraphSession, tmp_path: Path) -> None:
    """On every database: the same links, their counts, and behind each just what the counts count."""
    load_given(graph, SHOP, tmp_path)
    drawn = project(graph)
    assert edges(drawn) == LINKS
    causes = drawn.edges["holidays", "drift", "CAUSES"]
    assert {name: causes[name] for name in ("participants", "excerpts", "denied", "others")} == {
        "participants": 2,
        "excerpts": 2,
        "denied": 1,
        "others": 1,
    }
    assert behind(causes["evidence"]) == [
        ("P1", 5, "stated", True),
        ("P2", 6, "inferred", True),
        ("P3", 7, "stated", False),
        ("P3", 8, "stated", False),
    ]
    assert not holds_words(drawn)


# Codes that the codebook reads as an answer: one that is read so too, one that is denied, one about others.
CODES_TOO = {
    **SHOP,
    "excerpts": [
        *SHOP["excerpts"],
        {"interview": 2, "codes": "retrain-fix", "at": 40, "polarity": "denied"},
        {"interview": 2, "codes": "retrain-fix", "at": 41, "about": "others"},
    ],
    "statements": [
        *SHOP["statements"],
        {"interview": 2, "subject": "retraining", "relation": "mitigates", "object": "drift", "at": 9},
    ],
}


@pytest.mark.parametrize("given", [SHOP, CODES_TOO], ids=["a shop", "with more of the codebook"])
def test_evidence_and_counts_agree_with_the_links(
    graph: GraphSession, tmp_path: Path, given: dict[str, Any]
) -> None:
    """For every link and entity: what is counted from the evidence is what the derivation counted."""
    load_given(graph, given, tmp_path)
    drawn = project(graph)
    for start, end, type_, edge in drawn.edges(keys=True, data=True):
        if "participants" in edge:
            own = counts(edge["evidence"])
            assert own == {name: edge[name] for name in own}, (start, type_, end)
    mentions = graph.read("MATCH (x:Excerpt)-[:MENTIONS]->(n) RETURN n.id, count(DISTINCT x.span)").rows
    found = {
        key: len({item.span for item in node["evidence"] if item.affirms})
        for key, node in drawn.nodes(data=True)
    }
    assert dict(mentions) == {key: count for key, count in found.items() if count}


def test_co_coded_links_come_when_asked_for(graph: GraphSession, tmp_path: Path) -> None:
    """The hint that two codes share an excerpt is drawn on demand, with that excerpt behind it."""
    load_given(graph, SHOP, tmp_path)
    drawn = project(graph, co_coded=True)
    assert edges(drawn) - LINKS == {("drift", "holidays", "CO_CODED_WITH")}
    assert behind(drawn.edges["drift", "holidays", "CO_CODED_WITH"]["evidence"]) == [("P1", 4, "coded", True)]


def test_a_part_keeps_only_what_it_induces(graph: GraphSession, tmp_path: Path) -> None:
    """A part holds the links among its nodes; the evidence of a node is all of it, names are all known."""
    load_given(graph, SHOP, tmp_path)
    drawn = project(graph, ["holidays", "drift"])
    assert edges(drawn) == {("holidays", "drift", "CAUSES")}
    assert ("P1", 11, "stated", True) in behind(drawn.nodes["holidays"]["evidence"])
    assert drawn.graph["names"]["no-calendar"] == "Nobody keeps a calendar"


def test_an_empty_graph_is_an_empty_map(graph: GraphSession) -> None:
    """Nothing loaded: no nodes, no title, no error."""
    drawn = read_map(graph)
    assert (len(drawn), drawn.graph["title"], drawn.graph["pending"]) == (0, "", False)


def test_issue_counts_are_of_those_who_report_it(whole_shop: MultiDiGraph) -> None:
    """An issue counts its reporters, not those who only say what mitigates it or what does not cause it."""
    node = whole_shop.nodes["drift"]
    counted = [node[name] for name in ("participants", "excerpts", "denied", "others", "codebook")]
    assert counted == [2, 4, 0, 1, 0]  # turns 4, 5 and 12 of P1 and 6 of P2; 7 of P3 is about others
    assert whole_shop.nodes["unheard"]["denied"] == 1


def test_another_coders_reading_is_not_shown(whole_shop: MultiDiGraph) -> None:
    """A coding that does not count puts nothing into the map."""
    coders = {item.coder for _, node in whole_shop.nodes(data=True) for item in node["evidence"]}
    assert coders == {"Ann"}


def test_labels_without_span_and_questions_are_no_evidence(whole_shop: MultiDiGraph) -> None:
    """A label without underline and the interviewer's words stand behind nothing."""
    turns = {item.start_turn for _, node in whole_shop.nodes(data=True) for item in node["evidence"]}
    assert not turns & {10, 31}


def test_participants_and_entities_never_share_a_key(whole_shop: MultiDiGraph) -> None:
    """A participant's key has a prefix that no entity's id can have."""
    participants = {key for key, node in whole_shop.nodes(data=True) if node["kind"] == "Participant"}
    assert participants == {"participant:P1", "participant:P2", "participant:P3"}
    assert whole_shop.nodes["participant:P1"]["role"] == "analyst"


def test_exact_words_are_read_only_when_asked_for(whole_shop: MultiDiGraph, shop_folder: Path) -> None:
    """Without verbatim no exact word leaves the database, even where it has some."""
    assert holds_words(whole_shop)
    with open_graph(EmbeddedTarget(shop_folder / ".mitigraph"), "read") as graph:
        assert not holds_words(project(graph))
