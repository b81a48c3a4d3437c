"""The real thing: all twelve PDFs and five texts of the corpus become one study, and it loads."""

from __future__ import annotations

from pathlib import Path

import pytest

from mitigraph.graph.backends import open_graph
from mitigraph.loaders.excerpts import anchor_of
from mitigraph.loaders.importing import Assignment, Imported, import_export
from mitigraph.loaders.load import LoadReport, Request, load
from mitigraph.loaders.readers.identify import read
from mitigraph.loaders.records import Context, Export
from mitigraph.loaders.starting import start_study
from mitigraph.loaders.study import CodingKey, Study, read_study
from mitigraph.queries.integrity import faults
from mitigraph.settings import EmbeddedTarget
from tests.conftest import ROOT

MODERATOR = "Amin"


def exports(corpus: Path) -> list[Export]:
    """All seventeen files, PDFs first, read with the project's codebook."""
    codes = Context(frozenset(read_study(ROOT / "transcripts").canonical))
    paths = [*sorted((corpus / "delve_pdf").glob("*.pdf")), *sorted((corpus / "seeds").glob("*.txt"))]
    return [read(path, codes) for path in paths]


@pytest.fixture(scope="module")
def study(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Imported]]:
    """A new study with everything imported, and the reports."""
    folder = tmp_path_factory.mktemp("corpus") / "study"
    start_study(folder)
    found = exports(corpus)
    at_hand = [export.transcript for export in found]
    reports = []
    for export in found:
        interview = export.interview or "43"
        role = "moderator" if export.coder == MODERATOR else "coder"
        whose = Assignment(interview, f"P{interview}", export.coder or "", role)
        reports.append(import_export(folder, export, whose, at_hand))
    return folder, reports


@pytest.fixture(scope="module")
def report(study: tuple[Path, list[Imported]], corpus: Path) -> LoadReport:
    """The report of a load with the transcripts at hand; the graph has no fault."""
    with open_graph(EmbeddedTarget(study[0] / ".mitigraph"), "write") as graph:
        loaded = load(graph, Request(study[0], transcripts=corpus))
        assert faults(graph.read) == []
        without = graph.read(
            "MATCH (x:Excerpt) WHERE x.text IS NULL AND x.start_char < x.end_char RETURN count(x)"
        )
        assert without.rows == ((0,),)
    return loaded


def test_every_unit_of_every_file_is_accounted_for(study: tuple[Path, list[Imported]]) -> None:
    """For each of the 17 files: what its lines or items became adds up to how many there are."""
    _, reports = study
    assert len(reports) == 17
    for imported in reports:
        assert sum(imported.source.taken.values()) == imported.source.units, imported.source.file
        assert imported.source.taken["left over"] == len(imported.source.left_over), imported.source.file
        assert imported.source.unplaced == (), imported.source.file


def test_the_load_report_tells_of_all_files(report: LoadReport) -> None:
    """All 17 are in the report; the six PDFs and three texts without codes are said to carry none."""
    sources = report.study.sources
    assert len(sources) == 17
    assert sum(not source.carries_codes for source in sources.values()) == 9
    assert [str(f) for f in report.findings if f.severity == 0] == []


def test_no_excerpt_is_there_twice(study: tuple[Path, list[Imported]]) -> None:
    """The conversions of codings that came as PDFs add no excerpt and no code: they confirm each one."""
    folder, reports = study
    for imported in reports:
        if imported.source.format == "delve-text" and imported.source.carries_codes:
            assert imported.merged.added == 0, imported.source.file
            assert imported.merged.confirmed == imported.source.code_applications
    excerpts = read_study(folder).excerpts
    assert {key: len(rows) for key, rows in excerpts.items()} == {
        ("12", "Amin"): 22,
        ("12", "PO"): 16,
        ("12", "Rached"): 13,
        ("3", "Amin"): 103,
        ("3", "Rached"): 57,
        ("5", "PO"): 90,
    }


def test_a_file_without_codes_never_counts(report: LoadReport) -> None:
    """Not coded and not exported look the same, so neither is taken for a coder's disagreement."""
    assert report.study.counting == {("3", "Amin"), ("5", "PO"), ("12", "Amin")}


def test_the_project_s_own_codings_are_what_an_import_gives(study: tuple[Path, list[Imported]]) -> None:
    """Anchors, hashes, extents and codes in transcripts/codings are those of the exports, none more or less.

    Polarity, notes and paraphrases are the analysts' own.
    """
    ours, fresh = read_study(ROOT / "transcripts"), read_study(study[0])
    for key in (("5", "PO"), ("12", "PO"), ("12", "Rached"), ("12", "Amin")):
        assert applications(ours, key) == applications(fresh, key)


def applications(study: Study, key: CodingKey) -> list[tuple[object, ...]]:
    """Every code of a coding with its anchor, the hash of its words and its extent."""
    rows = [located.row for located in study.excerpts[key]]
    return sorted(
        (str(anchor_of(row)), code, row.sha256, row.extent, row.speaker) for row in rows for code in row.codes
    )


def test_the_project_s_anchors_match_the_words(corpus: Path, tmp_path: Path) -> None:
    """With the transcripts at hand every anchor of transcripts/ is verified, and the words are attached."""
    with open_graph(EmbeddedTarget(tmp_path / "graph"), "write") as graph:
        loaded = load(graph, Request(ROOT / "transcripts", transcripts=corpus))
        marked = "MATCH (x:Excerpt) WHERE x.start_turn < x.end_turn OR x.start_char < x.end_char "
        counts = graph.read(f"{marked} RETURN count(x), count(x.text)").rows[0]
        assert loaded.study.transcripts.keys() == {"3", "5", "12", "16", "43"}
        assert counts[0] == counts[1] > 200
        load(graph, Request(ROOT / "transcripts"))
        assert graph.read("MATCH (x:Excerpt) RETURN count(x.text)").rows == ((counts[0],),)
        load(graph, Request(ROOT / "transcripts", drop_text=True))
        assert graph.read("MATCH (x:Excerpt) RETURN count(x.text)").rows == ((0,),)
        assert faults(graph.read) == []
