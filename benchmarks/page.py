"""The figures of docs/performance.md, from what ``benchmarks/queries.py`` printed.

    python -m benchmarks.page FIVE HUNDRED TEN

FIVE holds the runs of the five interviews on the embedded database and on Neo4j, HUNDRED that of a hundred
times the evidence, TEN the same with ten times the entities, each as it was printed. What stands between the
two marks in the page is written anew. Why a query is over its limit stands in ``benchmarks/reasons.yaml``;
the exit code is 1, and nothing is written, where a reason is missing.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

PAGE = Path("docs/performance.md")
REASONS = Path(__file__).with_name("reasons.yaml")
BEGIN, END = "<!-- figures: python -m benchmarks.page -->", "<!-- end of the figures -->"
_HEADER = re.compile(r"(?P<what>(?P<name>[\w.-]+), .*); limit [\d,]+ ms; load (?P<load>[\d.]+) ")
_FIGURES = re.compile(
    r"(?P<query>[\w-]+/[\w-]+) +(?P<rows>[\d,]+) +(?P<median>[\d,.]+) +(?P<p95>[\d,.]+) +\d+"
)
_SLOW = re.compile(r"over the limit: (?P<query>\S+): (?P<told>.+)")
_NEO4J_STEP = re.compile(r"(?:\| )*(?P<step>\S.*? \(rows (?P<rows>[\d,]+), hits (?P<hits>[\d,]+)\).*)")
_EMBEDDED_STEP = re.compile(r"\+? *(?P<step>.*\((?P<micro>[\d,]+)μs.*)")
_STEPS, _WIDTH = 3, 110


@dataclass
class Run:
    """What was printed of one database."""

    name: str
    loads: list[str] = field(default_factory=list)
    figures: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    slow: dict[str, tuple[str, list[str]]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The database's name as the page has it."""
        return "Embedded" if self.name == "embedded" else self.name.replace("neo4j-", "Neo4j ")

    @property
    def load(self) -> str:
        """How much the machine had to do."""
        return f"{self.title}: load {self.loads[0]} before and {self.loads[1]} after"


def read_runs(text: str) -> list[Run]:
    """The runs that the benchmark printed, in order; what was measured again takes the place of the first."""
    runs: dict[str, Run] = {}
    run, plan = Run(""), list[str]()
    for line in text.splitlines():
        if header := _HEADER.match(line):
            run = runs.setdefault(header["what"], Run(header["name"]))
            run.loads.append(header["load"])
        elif figures := _FIGURES.match(line):
            run.figures[figures["query"]] = (figures["rows"], figures["median"], figures["p95"])
            run.slow.pop(figures["query"], None)
        elif slow := _SLOW.match(line):
            plan = []
            run.slow[slow["query"]] = (slow["told"], plan)
        elif line.startswith("load "):
            run.loads.append(line.split()[1])
        elif line.startswith("    "):
            plan.append(line.strip())
    return list(runs.values())


def costliest(plan: Iterable[str]) -> list[str]:
    """The steps of a plan that cost most, in its order: by hits or rows, or by microseconds."""
    steps: list[tuple[int, int, str]] = []
    for place, line in enumerate(plan):
        if found := _NEO4J_STEP.match(line):
            cost = max(int(found[name].replace(",", "")) for name in ("rows", "hits"))
        elif found := _EMBEDDED_STEP.match(line):
            cost = int(found["micro"].replace(",", ""))
        else:
            continue
        steps.append((cost, place, found["step"][:_WIDTH]))
    return [step for _, _, step in sorted(sorted(steps, reverse=True)[:_STEPS], key=lambda each: each[1])]


def figures_of(five: Sequence[Run], hundred: Run, ten: Run, reasons: dict[str, str]) -> str:
    """The page's part with figures."""
    large = ((hundred, "entities as they are"), (ten, "ten times the entities"))
    parts = [
        "## Five interviews",
        f"{'. '.join(run.load for run in five)}. Milliseconds.",
        _table([(run.title, run) for run in five]),
        "### Over 50 ms",
        "Of the plan, the steps that cost most stand here.",
        *_over([(f"#### {run.title}", run) for run in five], reasons),
        f"## A hundred times the evidence, {hundred.title}",
        f"Entities as they are: {hundred.load}. Ten times as many: {ten.load}. Milliseconds.",
        _table([(name, run) for run, name in large]),
        *_over([(f"### Over 1 second, {name}", run) for run, name in large], reasons),
    ]
    return "\n\n".join(parts)


def _table(runs: Sequence[tuple[str, Run]]) -> str:
    heads = " | ".join(f"{name}: rows | median | p95" for name, _ in runs)
    lines = [f"| query | {heads} |", f"|---{'|---:' * 3 * len(runs)}|"]
    for query in sorted({query for _, run in runs for query in run.figures}):
        cells = [cell for _, run in runs for cell in run.figures.get(query, ("", "", ""))]
        lines.append(f"| {' | '.join((query, *cells))} |")
    return "\n".join(lines)


def _over(titled: Iterable[tuple[str, Run]], reasons: dict[str, str]) -> Iterable[str]:
    for title, run in titled:
        yield title
        if not run.slow:
            yield "None."
        for query, (told, plan) in sorted(run.slow.items()):
            steps = "\n".join(costliest(plan))
            yield f"**{query}** ({told}): {reasons[query]}\n\n```text\n{steps}\n```"


def _printed(name: str) -> list[Run]:
    """The runs of a file that holds what the benchmark printed."""
    try:
        runs = read_runs(Path(name).read_text(encoding="utf-8"))
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{name}: {error.strerror}") from error
    if not runs:
        raise argparse.ArgumentTypeError(f"{name}: no run of benchmarks.queries stands in it")
    return runs


def main(arguments: list[str]) -> int:
    """Write the page; 1 where a query is over its limit and nobody has said why."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("FIVE", "HUNDRED", "TEN"):
        parser.add_argument(name, type=_printed)
    five, hundred, ten = vars(parser.parse_args(arguments)).values()
    reasons: dict[str, str] = yaml.safe_load(REASONS.read_text(encoding="utf-8"))
    slow = {query for run in (*five, *hundred, *ten) for query in run.slow}
    if missing := sorted(slow - reasons.keys()):
        print(f"no reason in {REASONS.name} for: {', '.join(missing)}", file=sys.stderr)
        return 1
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    figures = figures_of(five, hundred[0], ten[0], reasons)
    PAGE.write_text(f"{before}{BEGIN}\n\n{figures}\n\n{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
