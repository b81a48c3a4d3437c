"""The study in transcripts/ holds what it promises: complete, checked, independent, every anchor true."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from mitigraph.graph.backends import open_graph
from mitigraph.graph.session import GraphSession
from mitigraph.loaders.accounting import coverage, speech_of, unaccounted
from mitigraph.loaders.findings import Severity
from mitigraph.loaders.load import Request, checked_study, load, load_study
from mitigraph.loaders.study import Study
from mitigraph.queries.catalog import catalog
from mitigraph.queries.integrity import faults
from mitigraph.queries.runner import run
from mitigraph.settings import EmbeddedTarget
from tests.conftest import ROOT

STUDY = ROOT / "transcripts"
INTERVIEWS = ("3", "5", "12", "16", "43")
OURS = ("Team", "Team-1", "Team-2")


@pytest.fixture(scope="module")
def study() -> Study:
    """The study's files, checked, without any transcript at hand."""
    return checked_study(STUDY)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> GraphSession:
    """The study loaded without transcripts."""
    session = open_graph(EmbeddedTarget(tmp_path_factory.mktemp("study") / "graph"), "write")
    load(session, Request(STUDY))
    return session


def test_no_error_and_each_warning_is_mended_or_waived(study: Study) -> None:
    """What a person has to look at has been looked at."""
    assert study.findings.of(Severity.ERROR) == []
    assert study.findings.of(Severity.WARNING) == []
    assert len(study.findings.of(Severity.WAIVED)) == len(study.waivers)


def test_every_interview_has_two_codings_and_the_final_one_counts_alone(study: Study) -> None:
    """No count mixes codings; Delve's own stand beside them under their coders."""
    assert study.counting == {(interview, "Team") for interview in INTERVIEWS}
    coders = {
        interview: {c.row.coder for c in study.codings if c.row.interview == interview}
        for interview in INTERVIEWS
    }
    assert all(found >= set(OURS) for found in coders.values())
    delve = {(c.row.interview, c.row.coder) for c in study.codings if c.row.sources and c.row.file}
    assert delve == {
        ("3", "Rached"),
        ("3", "Amin"),
        ("5", "PO"),
        *(("12", c) for c in ("PO", "Rached", "Amin")),
    }
    assert all(c.row.status == "complete" for c in study.codings if c.row.coder in OURS)


@pytest.mark.parametrize("coder", OURS)
def test_each_of_our_codings_accounts_for_all_speech_of_long_turns(study: Study, coder: str) -> None:
    """Every sentence stands under an excerpt or has a reason, in the first two codings too."""
    for interview in INTERVIEWS:
        assert speech_of(study, interview)
        assert unaccounted(study, interview, [coder]) == []


def test_every_excerpt_has_a_paraphrase_and_every_inference_a_note(study: Study) -> None:
    """Also Delve's excerpts; a conclusion says from what it was drawn."""
    for rows in study.excerpts.values():
        assert [f"{each.file}:{each.line}" for each in rows if not each.row.paraphrase] == []
    for located in study.statements:
        if located.row.basis == "inferred" or located.row.polarity == "unclear":
            assert located.row.note, f"{located.file}:{located.line}"


def test_an_excerpt_is_as_short_as_carries_the_meaning(study: Study) -> None:
    """Within one turn nearly always, and of a few sentences: nine in ten have less than 400 characters."""
    rows = [located.row for key, found in study.excerpts.items() if key[1] == "Team" for located in found]
    lengths = sorted(row.end_char - row.start_char for row in rows if row.start_turn == row.end_turn)
    assert len(rows) - len(lengths) <= len(rows) // 50
    assert lengths[len(lengths) * 9 // 10] < 400
    assert lengths[-1] < 900


def test_the_registry_says_of_every_entity_what_the_model_asks(study: Study) -> None:
    """A sentence, and by kind: quality attribute; origin and with whom it lies; way."""
    needed = {
        "Issue": ("quality_attribute",),
        "Cause": ("origin", "lies_with"),
        "Mitigation": ("way",),
        "Consequence": (),
    }
    for entity in study.entities:
        for column in ("description", *needed[entity.label]):
            assert getattr(entity.row, column), f"{entity.file}:{entity.line}: {column}"


def test_the_hierarchy_leads_from_the_special_to_the_general(study: Study) -> None:
    """The example of the study: unpinned Transformers, unpinned versions, dependency management."""
    above = {entity.row.id: entity.row.kind_of for entity in study.entities}
    assert above["unpinned-transformers-version"] == "unpinned-dependency-versions"
    assert above["unpinned-dependency-versions"] == "dependency-management"


@pytest.fixture(scope="module")
def with_words(corpus: Path) -> Study:
    """The study checked against the interviews."""
    return checked_study(STUDY, corpus)


def test_every_anchor_is_true_and_words_are_attached_with_the_transcripts(
    with_words: Study, corpus: Path, tmp_path: Path
) -> None:
    """All five transcripts are recognised, each hash matches, and every excerpt with words gets them."""
    study = with_words
    assert study.transcripts.keys() == set(INTERVIEWS)
    assert study.findings.of(Severity.ERROR) == []
    with open_graph(EmbeddedTarget(tmp_path / "graph"), "write") as session:
        load_study(session, study, Request(STUDY, transcripts=corpus))
        without = session.read("MATCH (x:Excerpt) WHERE coalesce(x.text, '') = '' RETURN count(x)")
        marks_nothing = "x.start_turn = x.end_turn AND x.start_char = x.end_char"
        empty = session.read(f"MATCH (x:Excerpt) WHERE {marks_nothing} RETURN count(x)")
        assert without.rows == empty.rows
        assert faults(session.read) == []


def test_coverage_is_the_same_to_a_percent_without_the_transcripts(study: Study, with_words: Study) -> None:
    """What is estimated from positions is near to what is counted in the words."""
    exact = coverage(with_words)
    for one, other in zip(coverage(study), exact, strict=True):
        assert one.words == other.words
        assert one.words is not None
        assert abs(one.under_excerpts - other.under_excerpts) <= 0.01 * one.words
        assert sum(other.without_code.values()) + other.under_excerpts == other.words


def test_the_graph_without_transcripts_has_evidence_behind_every_link(graph: GraphSession) -> None:
    """Each link that people made opens to an excerpt with a paraphrase; nothing contradicts the evidence."""
    assert faults(graph.read) == []
    links = graph.read(
        "MATCH (a)-[r:CAUSES|LEADS_TO|MITIGATES]->(b) RETURN type(r) AS type, a.id AS a, b.id AS b"
    )
    said = graph.read(
        "MATCH (s:Statement {counts: true})-[:SUPPORTED_BY]->(x:Excerpt) "
        "WHERE s.object IS NOT NULL AND x.paraphrase <> '' "
        "RETURN DISTINCT toUpper(s.relation) AS type, s.subject AS a, s.object AS b"
    )
    assert len(links.rows) > 400
    assert set(links.rows) <= set(said.rows)


# What reading the interviews gives: each of these was found by a reader who did not make the codings.
TOLD = (
    ("3", "unset-random-seed", "CAUSES", "different-results-across-environments"),
    ("3", "explicit-random-seed", "MITIGATES", "different-results-across-environments"),
    ("5", "black-box-managed-service", "CAUSES", "unexplainable-model"),
    ("12", "client-infrastructure-under-construction", "CAUSES", "target-environment-not-ready"),
    ("16", "unpinned-transformers-version", "LEADS_TO", "silent-behaviour-change-after-upgrade"),
    ("16", "many-interacting-components", "CAUSES", "component-contribution-hard-to-quantify"),
    ("43", "provider-changes-date-format", "LEADS_TO", "wrong-data-format"),
    ("43", "consent-required-by-law", "CAUSES", "data-privacy-restrictions"),
)


@pytest.mark.parametrize(("interview", "start", "type_", "end"), TOLD)
def test_what_a_participant_told_is_a_link_with_evidence_in_that_interview(
    graph: GraphSession, interview: str, start: str, type_: str, end: str
) -> None:
    """A cause with its issue, a mitigation with what it answers, and where they are told."""
    query = catalog(()).get("evidence/of-link")
    rows = run(query, graph, {"from": start, "type": type_, "to": end}).records()
    assert interview in {row["interview"] for row in rows}
    assert all(row["paraphrase"] and row["coder"] == "Team" for row in rows)


def test_a_denial_is_evidence_and_no_report(graph: GraphSession) -> None:
    """Participant 3 says that no model of theirs went stale: it is there, and it does not count."""
    rows = graph.read(
        "MATCH (s:Statement {counts: true, interview: '3', subject: 'drift', relation: 'reports'}) "
        "RETURN s.polarity AS polarity, s.about AS about"
    ).rows
    assert ("denied", "own") in rows


def test_no_coder_s_file_is_another_s(study: Study) -> None:
    """The two codings were made independently: next to no paraphrase stands in both, by chance at most."""
    for interview in INTERVIEWS:
        first, second = (
            {located.row.paraphrase for located in study.excerpts[interview, coder]}
            for coder in ("Team-1", "Team-2")
        )
        assert len(first & second) <= len(first) // 50


def test_reasons_are_given_for_what_was_left(study: Study) -> None:
    """The lists of passages use the closed list of reasons, and most of it."""
    used = Counter(located.row.reason for located in study.passages if located.row.coder == "Team")
    assert len(used) >= 7


def test_the_coder_stands_on_every_row(study: Study) -> None:
    """A coding's file, its statements and its list of passages belong to one coder, named in each row."""
    for rows in study.excerpts.values():
        assert {(each.row.coder, each.file.rpartition("/")[2].split("-", 1)[1]) for each in rows} == {
            (rows[0].row.coder, f"{rows[0].row.coder}.csv")
        }
    for folder in ("statements", "uncoded"):
        for path in sorted((STUDY / folder).glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                found = {(row["interview"], row["coder"]) for row in csv.DictReader(file)}
            assert found == {tuple(path.stem.split("-", 1))}
