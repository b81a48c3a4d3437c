"""The invented studies that the views are tested on, loaded by the real loader."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mitigraph.graph.session import GraphSession
from mitigraph.loaders.load import Request, load
from mitigraph.queries.given import write_study

# A shop forecasts its sales. P1 and P2 have the drift, P3 tells of somebody else's; Bo's coding of
# interview 1 does not count.
SHOP: dict[str, Any] = {
    "phases": ["collection", "training", "deployment"],
    "quality_attributes": ["accuracy"],
    "issues": [
        {"id": "change", "name": "Data change over time"},
        {"id": "drift", "kind_of": "change", "quality_attribute": "accuracy", "aliases": "shift;Décalage"},
        {"id": "wrong-orders", "name": "Wrong orders"},
        {"id": "unheard", "name": "Unheard of"},
    ],
    "causes": ["holidays", {"id": "no-calendar", "name": "Nobody keeps a calendar"}],
    "mitigations": ["retraining", "alerts"],
    "consequences": ["waste"],
    "codes": [
        {"code": "drift", "denotes": "drift", "kind": "issue", "phase": "deployment"},
        {"code": "holiday", "denotes": "holidays", "kind": "cause"},
        {"code": "retrain-fix", "denotes": "retraining", "kind": "mitigation", "answers": "drift"},
    ],
    "participants": [{"id": "P1", "role": "analyst"}, {"id": "P2"}, {"id": "P3"}],
    "interviews": [{"id": 1, "counts": ["Ann"]}, {"id": 2}, {"id": 3}],
    "codings": [{"interview": 1, "coder": "Ann"}, {"interview": 1, "coder": "Bo"}],
    "excerpts": [
        {"interview": 1, "codes": "drift;holiday", "at": 4, "paraphrase": "Sales moved after the holidays."},
        {"interview": 2, "codes": "retrain-fix", "at": 9, "paraphrase": "They train again each month."},
        {"interview": 2, "codes": "drift", "at": 10, "extent": "label-only"},
        {"interview": 1, "codes": "drift", "at": 30, "coder": "Bo", "paraphrase": "Bo reads it otherwise."},
        {"interview": 3, "codes": "holiday", "at": 31, "speaker": "interviewer"},
    ],
    "statements": [
        {"interview": 1, "subject": "holidays", "relation": "causes", "object": "drift", "at": 5,
         "phase": "deployment", "paraphrase": "After the holidays the forecast was off."},
        {"interview": 2, "subject": "holidays", "relation": "causes", "object": "drift", "at": 6,
         "basis": "inferred", "paraphrase": "The season made it worse."},
        {"interview": 3, "subject": "holidays", "relation": "causes", "object": "drift", "at": 7,
         "about": "others", "paraphrase": "Another shop had that."},
        {"interview": 3, "subject": "holidays", "relation": "causes", "object": "drift", "at": 8,
         "polarity": "denied", "paraphrase": "For them the season is no matter."},
        {"interview": 1, "subject": "no-calendar", "relation": "causes", "object": "holidays", "at": 11},
        {"interview": 1, "subject": "drift", "relation": "leads_to", "object": "wrong-orders", "at": 12},
        {"interview": 2, "subject": "wrong-orders", "relation": "leads_to", "object": "waste", "at": 13},
        {"interview": 1, "subject": "alerts", "relation": "mitigates", "object": "drift", "at": 14,
         "outcome": "worked"},
        {"interview": 2, "subject": "alerts", "relation": "mitigates", "object": "waste", "at": 15,
         "outcome": "failed"},
        {"interview": 3, "subject": "unheard", "relation": "reports", "at": 16, "polarity": "denied"},
        {"interview": 1, "subject": "alerts", "relation": "mitigates", "object": "wrong-orders", "at": 32,
         "coder": "Bo", "paraphrase": "Bo sees an alert in it."},
    ],
}  # fmt: skip

WORDS = "Exact words that nobody ever said."  # stands for the text of interview 1
HOSTILE = (
    '</script><script>globalThis.hacked=1</script><img src=x onerror="globalThis.hacked=1"> '
    "'\"&lt\u2028\u2029{{7*7}}<!--<script>"
)


def hostile() -> dict[str, Any]:
    """A study that says the same hostile words in every field that takes any text."""
    words = {"name": HOSTILE, "description": HOSTILE, "note": HOSTILE}
    return {
        "phases": [{"id": "work", "name": HOSTILE, "description": HOSTILE}],
        "quality_attributes": [{"id": "accuracy", "name": HOSTILE, "source": HOSTILE}],
        "issues": [{"id": "drift", **words, "aliases": HOSTILE, "quality_attribute": "accuracy"}],
        "causes": [{"id": "holidays", **words}],
        "participants": [{"id": "P1", "role": HOSTILE, "domain": HOSTILE}],
        "codes": [{"code": HOSTILE, "kind": "issue", "denotes": "drift"}],
        "excerpts": [{"interview": 1, "codes": HOSTILE, "paraphrase": HOSTILE, "at": 2}],
        "statements": [
            {"interview": 1, "subject": "holidays", "relation": "causes", "object": "drift",
             "phase": "work", "paraphrase": HOSTILE, "note": HOSTILE},
        ],
    }  # fmt: skip


def load_given(graph: GraphSession, given: Mapping[str, Any], folder: Path) -> None:
    """Write a study's files into a folder and load them."""
    write_study(given, folder)
    load(graph, Request(folder))
