"""The invented study in transcripts/examples/study: the study format's own example."""

from __future__ import annotations

from pathlib import Path

from mitigraph.graph.backends import open_graph
from mitigraph.loaders.findings import Severity
from mitigraph.loaders.load import Request, checked_study, load
from mitigraph.queries.integrity import faults
from mitigraph.settings import EmbeddedTarget
from tests.conftest import ROOT
from tests.studies import links

EXAMPLES = ROOT / "transcripts" / "examples"


def test_the_example_study_is_sound_and_matches_its_interview() -> None:
    """No error with the words at hand; the one warning, a speaker label without words, is waived."""
    study = checked_study(EXAMPLES / "study", EXAMPLES)
    assert study.transcripts.keys() == {"90"}
    (found,) = study.findings
    assert found.severity is Severity.WAIVED
    assert "a speaker without any words" in found.message


def test_the_example_study_gives_the_links_that_the_interview_tells(tmp_path: Path) -> None:
    """The unset seed, the unpinned versions and what was done about them, each with its evidence."""
    with open_graph(EmbeddedTarget(tmp_path / "graph"), "write") as graph:
        load(graph, Request(EXAMPLES / "study", transcripts=EXAMPLES))
        assert faults(graph.read) == []
        assert links(graph.read, "CAUSES").keys() == {
            ("unset-seed", "runs-not-repeatable"),
            ("unpinned-versions", "results-differ-after-install"),
        }
        answers = links(graph.read, "MITIGATES")
        assert answers["fixed-seed", "runs-not-repeatable"]["worked"] == 1
        assert answers["range-check", "date-format-changed"]["proposed"] == 1
        assert answers["lock-file", "results-differ-after-install"] == {"codebook": 1}
