"""Counts and readings in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from mitigraph.viz.wording import edge_sentence, node_sentence, reading_sentence, tags, turns

if TYPE_CHECKING:
    from mitigraph.viz.projection import MultiDiGraph


IN_WORDS = [
    (
        {"participants": 3, "excerpts": 7, "denied": 1},
        "Reported by 3 participants in 7 excerpts; 1 excerpt denies it.",
    ),
    ({"participants": 1, "excerpts": 1}, "Reported by 1 participant in 1 excerpt."),
    (
        {"denied": 2, "others": 1, "codebook": 4},
        (
            "No participant affirms it of their own work; 2 excerpts deny it; "
            "1 is about somebody else's work or in general; in 4 only the codebook says so."
        ),
    ),
]
LINKS_IN_WORDS = [
    (
        {"type": "CAUSES", "participants": 2, "excerpts": 3, "stated": 2, "inferred": 1},
        "Told by 2 participants in 3 excerpts (2 statements of the participant, 1 inference of the coder).",
    ),
    (
        {"type": "MITIGATES", "participants": 1, "excerpts": 2, "applied": 2, "worked": 1, "proposed": 1},
        (
            "Told by 1 participant in 2 excerpts. "
            "Applied in 2 statements (worked in 1 statement); proposed in 1 statement."
        ),
    ),
    (
        {"type": "OCCURS_IN", "participants": 1, "excerpts": 2, "arises": 1, "shows": 2},
        "Told by 1 participant in 2 excerpts. It arises there in 1 statement, shows there in 2 statements.",
    ),
    (
        {"type": "REPORTS", "participants": 1, "excerpts": 2, "coded": 2},
        "Told by 1 participant in 2 excerpts (2 coded excerpts).",
    ),
    (
        {"type": "KIND_OF", "file": "registry/issues.csv", "line": 4},
        "Declared in registry/issues.csv, line 4.",
    ),
    (
        {"type": "CO_CODED_WITH", "participants": 1, "excerpts": 2},
        "Coded together in 2 excerpts of 1 participant: a hint, not a cause.",
    ),
]


@pytest.mark.parametrize(("counted", "sentence"), IN_WORDS)
def test_an_issues_counts_in_words(counted: dict[str, int], sentence: str) -> None:
    """What counts is said first, what does not is said apart."""
    assert node_sentence({"kind": "Issue", **counted}) == sentence


@pytest.mark.parametrize(("edge", "sentence"), LINKS_IN_WORDS)
def test_a_links_counts_in_words(edge: dict[str, Any], sentence: str) -> None:
    """Each type of link says what its numbers are."""
    assert edge_sentence(edge) == sentence


def test_readings_say_who_says_what(whole_shop: MultiDiGraph) -> None:
    """A reading is a sentence of names, a code its label, and tags say how to take it."""
    names = whole_shop.graph["names"]
    said = {
        (item.start_turn, item.basis): (reading_sentence(item, names), tags(item))
        for item in whole_shop.nodes["drift"]["evidence"]
    }
    assert said[5, "stated"] == ("Holidays causes Drift, in Deployment", ["stated"])
    assert said[4, "coded"] == ("coded as drift", ["coded"])
    assert said[4, "codebook"] == ("Drift arises in Deployment", ["codebook"])
    assert said[7, "stated"][1] == ["stated", "about somebody else's work"]
    assert said[8, "stated"][1] == ["stated", "denied"]
    assert said[14, "stated"] == ("Alerts mitigates Drift", ["stated", "worked"])


def test_turns_are_one_or_a_range(whole_shop: MultiDiGraph) -> None:
    """An excerpt that crosses turns says from where to where."""
    item = whole_shop.nodes["drift"]["evidence"][0]
    assert turns(item) == "turn 4"
    assert turns(replace(item, end_turn=6)) == "turns 4 to 6"
