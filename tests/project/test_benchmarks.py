"""The benchmark of the queries: the enlarged study is what it says, and every query can be measured."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from benchmarks import page
from benchmarks.plans import Watched
from benchmarks.queries import Pace, measure, options_of, timed
from benchmarks.scaled import write_scaled
from benchmarks.values import Chooser, chooser
from mitigraph.errors import QueryError
from mitigraph.graph.backends import open_graph
from mitigraph.graph.session import GraphSession
from mitigraph.loaders.findings import Severity
from mitigraph.loaders.load import Request, checked_study, load
from mitigraph.loaders.study import Study, read_study
from mitigraph.queries.catalog import catalog
from mitigraph.queries.integrity import faults
from mitigraph.settings import EmbeddedTarget
from tests.project.checkout import ROOT

ONCE = Pace(runs=1)

SMALL = ROOT / "transcripts" / "examples" / "study"
TIMES, ENTITIES = 3, 2


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example study, enlarged."""
    target = tmp_path_factory.mktemp("scaled") / "study"
    write_scaled(SMALL, target, times=TIMES, entities=ENTITIES)
    return target


@pytest.fixture(scope="module")
def graph(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphSession]:
    """The enlarged example study, loaded."""
    with open_graph(EmbeddedTarget(tmp_path_factory.mktemp("graph")), "write") as session:
        load(session, Request(folder))
        yield session


def evidence(study: Study) -> tuple[int, int]:
    """How many rows of excerpts and of statements a study has."""
    return sum(map(len, study.excerpts.values())), len(study.statements)


def test_the_study_is_enlarged_exactly(folder: Path) -> None:
    """N times the interviews, people, codings and evidence; M times the entities and codes; no error."""
    small, large = read_study(SMALL), checked_study(folder)
    assert large.findings.of(Severity.ERROR) == []
    for part in ("interviews", "participants", "codings"):
        assert len(getattr(large, part)) == TIMES * len(getattr(small, part))
    assert evidence(large) == tuple(TIMES * many for many in evidence(small))
    for part in ("entities", "codes"):
        assert len(getattr(large, part)) == ENTITIES * len(getattr(small, part))
    assert len(large.counting) == TIMES * len(small.counting)


def test_kinds_stay_within_their_copy(tmp_path: Path) -> None:
    """An entity and what it is a kind of, a code and what it denotes, are of one copy."""
    write_scaled(ROOT / "transcripts", tmp_path / "study", times=1, entities=ENTITIES)
    study = read_study(tmp_path / "study")
    kinds = [(entity.row.id, entity.row.kind_of) for entity in study.entities if entity.row.kind_of]
    codes = [(code.row.code, code.row.denotes) for code in study.codes if code.row.denotes]
    for pairs in (kinds, codes):
        assert pairs
        assert all(one.endswith("-2") == other.endswith("-2") for one, other in pairs)


def test_copies_are_other_words(folder: Path) -> None:
    """No two interviews, and no two excerpts of two interviews, have one hash."""
    study = read_study(folder)
    transcripts = [located.row.transcript_sha256 for located in study.interviews]
    assert len(set(transcripts)) == TIMES * len(read_study(SMALL).interviews)
    of = {located.row.sha256: key[0] for key, rows in study.excerpts.items() for located in rows}
    rows = [(located.row.sha256, key[0]) for key, found in study.excerpts.items() for located in found]
    assert all(of[sha256] == interview for sha256, interview in rows)


def test_copies_differ_and_can_be_made_again(folder: Path, tmp_path: Path) -> None:
    """Two copies of an interview do not say the same, and the same seed makes the same files."""
    write_scaled(SMALL, tmp_path / "again", times=TIMES, entities=ENTITIES)
    files = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    assert all((folder / name).read_bytes() == (tmp_path / "again" / name).read_bytes() for name in files)
    ends: dict[str, list[tuple[str, str]]] = {}
    for located in read_study(folder).statements:
        ends.setdefault(located.row.interview, []).append((located.row.subject, located.row.object))
    assert len({tuple(found) for found in ends.values()}) == TIMES


def test_the_loaded_study_is_sound(graph: GraphSession) -> None:
    """Every link of the enlarged study agrees with its evidence, and evidence stands on both copies."""
    assert faults(graph.read) == []
    assert graph.read("MATCH (i:Interview) RETURN count(i)").rows == ((TIMES,),)
    told = graph.read("MATCH (s:Statement)-[:SUBJECT]->(e) RETURN DISTINCT e.id ENDS WITH '-2' AS copy").rows
    assert {row[0] for row in told} == {True, False}


def test_a_query_is_measured(graph: GraphSession) -> None:
    """The measuring runs a query as often as it was told and counts its rows, in each of its cases."""
    query = catalog().get("causes/of-issue")
    timings = list(measure(graph, [query], every=True, pace=Pace(runs=2)))
    assert [len(timing.runs) for timing in timings] == [2] * len(timings)
    assert all(0 < timing.median <= timing.p95 for timing in timings)
    assert timings[0].rows > 0
    assert "causes/of-issue level=with-kinds" in [timing.name for timing in timings]


def test_a_query_that_fails_is_over_every_limit(graph: GraphSession) -> None:
    """A query that gives no answer is not passed over: its time is infinite, and it says why."""
    query = catalog().get("causes/of-issue")
    timing = timed(query.id, query, graph, {"issue": "nothing is called like this"}, pace=ONCE)
    assert timing.p95 == float("inf")
    assert "nothing is called like this" in timing.failed


def test_a_plan_names_the_steps(graph: GraphSession) -> None:
    """The plan of a query that was run has a line for each step, with the labels that it reads."""
    watched = Watched(graph)
    query = catalog().get("participants/reports")
    timed(query.id, query, watched, {}, pace=ONCE)
    for run in (False, True):
        assert any("MATCH NODE" in line and "Issue" in line for line in watched.plan(query.text, run=run))


def test_every_query_has_its_parameters(graph: GraphSession) -> None:
    """No query of the packs requires a value that the table does not have."""
    choose = chooser(graph)
    for query in catalog().all():
        choose.required(query)


def test_a_missing_value_is_named(graph: GraphSession) -> None:
    """A query that requires a value that nobody gave is an error that names both."""
    with pytest.raises(QueryError, match=r"entities/search.*'words'"):
        Chooser(graph, {}).required(catalog().get("entities/search"))


@pytest.mark.parametrize(
    ("arguments", "limit"),
    [([], 50.0), (["--times", "100"], 1000.0), (["--times", "100", "--limit-ms", "7"], 7.0)],
)
def test_the_limit_follows_the_size(arguments: list[str], limit: float) -> None:
    """50 ms on the study as it is, 1 s on a larger one, and what one says."""
    assert options_of(arguments).limit_ms == limit


PRINTED = """embedded, 1 x the interviews, 1 x the entities; limit 50 ms; load 0.5 on 2 processors
query                                                               rows   median ms      p95 ms        runs
causes/chains                                                      1,158        43.1        72.1          30
causes/roots                                                          82        35.4        46.9          30
load 0.7 on 2 processors

over the limit: causes/chains: 72 ms
    + FETCH FROM TYPE Issue (1,000μs)
      CALL SUBQUERY { ... } (9,000μs)
      MATCH RELATIONSHIP (a)-[l]->(b) (20μs, 4 rows)
      WITH a (500μs)

neo4j-5.26, 1 x the interviews, 1 x the entities; limit 50 ms; load 0.9 on 2 processors
query                                                               rows   median ms      p95 ms        runs
causes/roots                                                          82        25.4        36.9          30
load 1.1 on 2 processors
"""


def test_the_pages_figures_come_from_what_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tables with every database, the costliest steps of what is over its limit, and a reason for each."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    page.PAGE.write_text(f"Before.\n\n{page.BEGIN}\nold\n{page.END}\n\nAfter.\n", encoding="utf-8")
    Path("printed").write_text(PRINTED, encoding="utf-8")
    assert page.main(["printed"] * 3) == 0
    written = page.PAGE.read_text(encoding="utf-8")
    assert written.startswith("Before.\n")
    assert written.endswith("After.\n")
    assert "old" not in written
    assert "Embedded: load 0.5 before and 0.7 after. Neo4j 5.26: load 0.9 before and 1.1 after." in written
    assert "| causes/chains | 1,158 | 43.1 | 72.1 |  |  |  |" in written
    assert "| causes/roots | 82 | 35.4 | 46.9 | 82 | 25.4 | 36.9 |" in written
    assert "#### Embedded\n\n**causes/chains** (72 ms): " in written
    steps = "FETCH FROM TYPE Issue (1,000μs)\nCALL SUBQUERY { ... } (9,000μs)\nWITH a (500μs)\n"
    assert f"```text\n{steps}```" in written
    assert "#### Neo4j 5.26\n\nNone." in written
    again = PRINTED.split("\n\nover", maxsplit=1)[0].replace("72.1", "42.1")
    Path("again").write_text(f"{PRINTED}\n{again}\n", encoding="utf-8")
    assert page.main(["again", "printed", "printed"]) == 0
    assert "| causes/chains | 1,158 | 43.1 | 42.1 |  |  |  |" in page.PAGE.read_text(encoding="utf-8")
    assert "#### Embedded\n\nNone." in page.PAGE.read_text(encoding="utf-8")
    assert page.main(["printed"] * 3) == 0
    Path("printed").write_text(PRINTED.replace("causes/chains", "mine/own"), encoding="utf-8")
    assert page.main(["printed"] * 3) == 1
    assert capsys.readouterr().err == "no reason in reasons.yaml for: mine/own\n"
    assert page.PAGE.read_text(encoding="utf-8") == written


def test_what_is_no_printed_run_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing file, or one of something else, is named; nothing is written."""
    (tmp_path / "other").write_text("something else\n", encoding="utf-8")
    for name, told in (("missing", "No such file or directory"), ("other", "no run of benchmarks.queries")):
        with pytest.raises(SystemExit):
            page.main([str(tmp_path / name)] * 3)
        assert f"{name}: {told}" in capsys.readouterr().err


def test_every_reason_is_of_a_query_that_there_is() -> None:
    """A query that was renamed or removed leaves no reason behind."""
    reasons = yaml.safe_load(page.REASONS.read_text(encoding="utf-8"))
    assert reasons.keys() <= {query.id for query in catalog().all()}
