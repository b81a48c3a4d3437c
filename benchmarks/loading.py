"""How long loads take: a first one, a second one, one more interview, the integrity check.

    python -m benchmarks.loading [--interviews 200] [--uri bolt://...]

Makes an invented study of the size that a Delve study has (40 excerpts and 30 statements an interview),
loads it into an embedded database in a temporary folder, or into the empty database of a server, and
prints seconds. Reading and checking the files is part of each load, as it is for users.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mitigraph.graph.backends import open_graph
from mitigraph.graph.session import GraphSession
from mitigraph.loaders.load import Request, load
from mitigraph.queries.given import write_study
from mitigraph.queries.integrity import faults
from mitigraph.settings import EmbeddedTarget, ServerTarget, Target

ENTITIES = 60  # of each kind
EXCERPTS = 40
STATEMENTS = 30


def study(interviews: int) -> dict[str, Any]:
    """An invented study; the same one for the same size."""
    chance = random.Random(interviews)  # noqa: S311 - repeatable, not secret
    issues = [f"issue-{n}" for n in range(ENTITIES)]
    causes = [f"cause-{n}" for n in range(ENTITIES)]
    mitigations = [f"mitigation-{n}" for n in range(ENTITIES)]
    codes = [
        {"code": f"Code-{n}", "kind": "issue", "denotes": issue, "phase": "deployment"}
        for n, issue in enumerate(issues)
    ]
    rows = range(1, interviews + 1)
    return {
        "phases": ["collection", "deployment"],
        "issues": issues,
        "causes": causes,
        "mitigations": mitigations,
        "codes": codes,
        "excerpts": [
            {"interview": i, "at": turn, "codes": "; ".join(chance.sample([c["code"] for c in codes], 2))}
            for i in rows
            for turn in range(1, EXCERPTS + 1)
        ],
        "statements": [
            {
                "interview": i,
                "at": EXCERPTS + n,
                "statement": f"s{n}",
                "subject": chance.choice(causes if n % 2 else mitigations),
                "relation": "causes" if n % 2 else "mitigates",
                "object": chance.choice(issues),
            }
            for i in rows
            for n in range(1, STATEMENTS + 1)
        ],
    }


def timed(what: str, work: Callable[[], object]) -> None:
    """Run ``work`` and print its seconds."""
    start = time.perf_counter()
    work()
    print(f"{what:42}{time.perf_counter() - start:8.2f} s", flush=True)


def measure(graph: GraphSession, folder: Path, interviews: int) -> None:
    """Load, load again, add an interview, check."""
    write_study(study(interviews), folder)
    timed(f"first load of {interviews} interviews", lambda: load(graph, Request(folder)))
    timed("second load, nothing changed", lambda: load(graph, Request(folder)))
    write_study({**study(interviews), **_one_more(interviews)}, folder)
    timed("load of one more interview", lambda: load(graph, Request(folder)))
    timed("integrity check", lambda: faults(graph.read))
    nodes = graph.read("MATCH (n) RETURN count(n)").rows[0][0]
    relationships = graph.read("MATCH ()-[r]->() RETURN count(r)").rows[0][0]
    print(f"{nodes:,} nodes, {relationships:,} relationships")


def _one_more(interviews: int) -> dict[str, Any]:
    """The same study with the first interview's evidence told once more, by somebody else."""
    rows = study(interviews)
    more = interviews + 1
    return {
        part: [*rows[part], *({**row, "interview": more} for row in rows[part] if row["interview"] == 1)]
        for part in ("excerpts", "statements")
    }


def target(folder: Path, uri: str | None) -> Target:
    """A server's database, or a new embedded one."""
    if uri is None:
        return EmbeddedTarget(folder / "graph")
    return ServerTarget(uri, os.environ.get("MITIGRAPH_USER", "neo4j"), os.environ["MITIGRAPH_PASSWORD"])


def main() -> None:
    """Parse the options and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--interviews", type=int, default=200)
    parser.add_argument("--uri")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="mitigraph-benchmark-") as name:
        folder = Path(name)
        (folder / "study").mkdir()
        with open_graph(target(folder, options.uri), "write") as graph:
            measure(graph, folder / "study", options.interviews)


if __name__ == "__main__":
    main()
