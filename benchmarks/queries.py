"""How long every query of the packs takes, and the plans of those that take too long.

    python -m benchmarks.queries [--times 100] [--entities 10] [--backend both] [--keep DIR] [--all-cases]

Loads the study, or one many times its size (``benchmarks/scaled.py``), into an embedded database and a
Neo4j that it starts (``scripts/neo4j-jars`` fetches it; ``--uri`` takes another one, its password by
MITIGRAPH_PASSWORD), and runs each query as users do: once all of them, then each 3 times to warm up and
30 times to measure, fewer where that would take more than 5 seconds (--warm-up, --runs, --seconds). Prints
rows, median and 95th percentile (nearest rank) of each; what is over the limit is named with its plan, and
the exit code is 1.
Figures of a machine that does other work too are not worth much: its load is printed above and below.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.databases import Kept, Size
from benchmarks.plans import Watched
from benchmarks.values import Values, chooser
from mitigraph.errors import MitigraphError
from mitigraph.graph.backends import open_graph
from mitigraph.graph.session import GraphSession
from mitigraph.queries.catalog import Query, catalog
from mitigraph.queries.runner import Limits, answer, ask
from mitigraph.queries.table import Table
from mitigraph.settings import Target

GIVEN_UP = 60.0  # seconds for one run
LIMITS = {1: 50.0}  # milliseconds by how often the interviews stand in the study
LIMIT = 1000.0


@dataclass(frozen=True)
class Timing:
    """How long a query took: milliseconds of each run; ``failed`` says why there is none."""

    name: str
    query: Query
    values: Values
    rows: int
    runs: tuple[float, ...]
    failed: str = ""

    @property
    def median(self) -> float:
        """Milliseconds; infinite where the query gave no answer."""
        return statistics.median(self.runs) if self.runs else math.inf

    @property
    def p95(self) -> float:
        """The 95th percentile by nearest rank, in milliseconds."""
        return sorted(self.runs)[math.ceil(0.95 * len(self.runs)) - 1] if self.runs else math.inf

    @property
    def cells(self) -> tuple[str, ...]:
        """What a table shows."""
        return self.name, f"{self.rows:,}", f"{self.median:,.1f}", f"{self.p95:,.1f}", str(len(self.runs))


COLUMNS = ("query", "rows", "median ms", "p95 ms", "runs")


@dataclass(frozen=True)
class Pace:
    """How often a query is run: to warm up, to be measured, and for how many seconds at most each."""

    warm_up: int = 3
    runs: int = 30
    seconds: float = 5.0


STANDARD = Pace()


def timed(name: str, query: Query, graph: GraphSession, values: Values, pace: Pace = STANDARD) -> Timing:
    """Warm up and measure one query."""
    try:
        _runs(query, graph, values, replace(pace, runs=pace.warm_up))
        rows, took = _runs(query, graph, values, pace)
    except MitigraphError as error:
        return Timing(name, query, values, 0, (), error.message)
    return Timing(name, query, values, rows, took)


def _runs(query: Query, graph: GraphSession, values: Values, pace: Pace) -> tuple[int, tuple[float, ...]]:
    """The number of rows, and the milliseconds of each run; one at least."""
    took: list[float] = []
    rows = 0
    while len(took) < pace.runs and sum(took) < pace.seconds * 1000:
        start = time.perf_counter()
        rows = len(_asked(query, graph, values).rows)
        took.append((time.perf_counter() - start) * 1000)
    return rows, tuple(took)


def _asked(query: Query, graph: GraphSession, values: Values) -> Table:
    """The answer, asked from scratch, names looked up too; raises QueryError where it takes too long."""
    return answer(replace(ask(query, graph, values), limits=Limits(seconds=GIVEN_UP)), graph)


def measure(
    graph: GraphSession, queries: Iterable[Query], *, every: bool, pace: Pace = STANDARD
) -> Iterator[Timing]:
    """The timings of every case of the queries, one after the other.

    All of them run once before the first is measured: a server that has just started has not compiled its
    own code yet, which every query would pay for in its turn.
    """
    choose = chooser(graph)
    cases = [(query, *case) for query in queries for case in choose.cases(query, every=every)]
    for query, _, values in cases:
        with suppress(MitigraphError):  # it is told when the query is measured
            _asked(query, graph, values)
    for query, name, values in cases:
        yield timed(name, query, graph, values, pace)


def report(title: str, to: Target, options: argparse.Namespace) -> list[Timing]:
    """Measure on one database and print; returns what is over the limit."""
    print(f"{title}; limit {options.limit_ms:,.0f} ms; {_load()}", flush=True)
    _line(COLUMNS)
    timings: list[Timing] = []
    pace = Pace(options.warm_up, options.runs, options.seconds)
    with open_graph(to, "read") as graph:
        for timing in measure(graph, catalog().choose(options.query), every=options.all_cases, pace=pace):
            timings.append(timing)
            _line(timing.cells)
    print(_load())
    slow = [timing for timing in timings if timing.p95 > options.limit_ms]
    if slow:
        _explain(slow, to)
    if options.markdown:
        with options.markdown.open("a", encoding="utf-8") as file:
            file.write(_markdown(title, timings))
    print()
    return slow


def _explain(slow: Iterable[Timing], to: Target) -> None:
    """Print what is over the limit, each with its plan."""
    with open_graph(to, "write") as opened:  # the embedded engine opened read-only refuses EXPLAIN
        graph = Watched(opened)
        for timing in slow:
            print(f"\nover the limit: {timing.name}: {timing.failed or f'{timing.p95:,.0f} ms'}")
            timed(timing.name, timing.query, graph, timing.values, pace=Pace(runs=1))
            plan = graph.plan(timing.query.text, run=not timing.failed)
            print("\n".join(f"    {line}" for line in plan), flush=True)


def _load() -> str:
    """How much the machine has to do."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


def _line(cells: tuple[str, ...]) -> None:
    print(f"{cells[0]:60}" + "".join(f"{cell:>12}" for cell in cells[1:]), flush=True)


def _markdown(title: str, timings: Iterable[Timing]) -> str:
    lines = [COLUMNS, ("---", *["---:"] * (len(COLUMNS) - 1)), *(timing.cells for timing in timings)]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    return f"{title}\n\n{table}\n\n"


def databases(
    kept: Kept, options: argparse.Namespace
) -> Iterator[tuple[str, AbstractContextManager[Target]]]:
    """The databases to measure on, with their names."""
    if options.backend in ("embedded", "both"):
        yield "embedded", kept.embedded()
    if options.backend in ("neo4j", "both"):
        if options.uri:
            yield options.uri, kept.server(options.uri)
        else:
            yield options.neo4j, kept.neo4j(options.neo4j)


def options_of(arguments: list[str] | None = None) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--study", type=Path, default=Path("transcripts"))
    parser.add_argument("--times", type=int, default=1, help="how often each interview stands in the study")
    parser.add_argument("--entities", type=int, default=1, help="how often each entity does")
    parser.add_argument("--backend", choices=("embedded", "neo4j", "both"), default="embedded")
    parser.add_argument("--neo4j", default="neo4j-5.26", help="the release to start (or neo4j-newest)")
    parser.add_argument("--uri", help="a server that runs already, in place of one of its own")
    parser.add_argument("--limit-ms", type=float, help="50 for the study as it is, else 1000")
    parser.add_argument("--query", action="append", default=[], help="a query's id or a pack; repeatable")
    parser.add_argument("--all-cases", action="store_true", help="each other choice of a parameter too")
    parser.add_argument("--warm-up", type=int, default=STANDARD.warm_up, help="runs before those that count")
    parser.add_argument(
        "--runs", type=int, default=STANDARD.runs, help="runs of a query, or fewer in --seconds"
    )
    parser.add_argument("--seconds", type=float, default=STANDARD.seconds, help="for the runs of a query")
    parser.add_argument("--markdown", type=Path, help="append the tables to this file")
    parser.add_argument("--keep", type=Path, help="build studies and databases here and keep them")
    options = parser.parse_args(arguments)
    options.limit_ms = options.limit_ms or LIMITS.get(options.times, LIMIT)
    return options


def main(arguments: list[str] | None = None) -> int:
    """Build, load, measure; 1 if a query is over the limit."""
    options = options_of(arguments)
    size = Size(options.times, options.entities)
    slow: list[Timing] = []
    with TemporaryDirectory(prefix="mitigraph-benchmark-") as name:
        folder = options.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        kept = Kept(folder, options.study, size)
        for database, opened in databases(kept, options):
            with opened as to:
                slow += report(f"{database}, {size}", to, options)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
